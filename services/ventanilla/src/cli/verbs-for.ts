import type { Command } from 'commander'

type Register = (program: Command) => void

/**
 * Those that start no service, which are asked by the hundred. Loading the services that the others start
 * takes three times as long as their answer.
 */
const alone: Readonly<Record<string, () => Promise<Register>>> = {
  archive: async () => (await import('./archive.ts')).registerArchive,
  calendar: async () => (await import('./calendar.ts')).registerCalendar,
  due: async () => (await import('./due.ts')).registerDue,
  procedure: async () => (await import('./procedure/procedure.ts')).registerProcedure,
  'file-check': async () => (await import('./file-check.ts')).registerFileCheck,
  regimes: async () => (await import('./regimes.ts')).registerRegimes,
  'verify-certificate': async () => (await import('./verify-certificate.ts')).registerVerifyCertificate,
}

/** The verbs that have to be known for that one to run: all of them, to help or to say that there is none of the name. */
export async function verbsFor(asked = ''): Promise<readonly Register[]> {
  const one = Object.hasOwn(alone, asked) ? alone[asked] : undefined
  return one ? [await one()] : (await import('./every-verb.ts')).everyVerb
}
