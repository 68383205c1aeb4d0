import { tell } from './tell.ts'

/** One way of getting a server. */
export interface Way<T> {
  /** 'Docker' */
  name: string
  /** The server with a word on what it is, or why it is not to be had this way. */
  find(): Promise<{ server: T; what: string } | { skipped: string }>
}

/** The first way that gives a server. Says which it was and what was skipped before it. @throws when none does */
export async function firstFound<T>(kind: string, ways: readonly Way<T>[]): Promise<T> {
  const skipped: string[] = []
  for (const { name, find } of ways) {
    const found = await find()
    if ('server' in found) {
      tell(`tests use ${found.what}${skipped.length > 0 ? `; skipped ${skipped.join(', ')}` : ''}`)
      return found.server
    }
    skipped.push(`${name} (${found.skipped})`)
  }
  throw new Error(`no ${kind} for the tests: ${skipped.join(', ')}`)
}

/** The address that a variable holds. @param check fails when nobody answers there: once and clearly, not in every test */
export function given<T>(
  variable: string,
  check: (address: string) => Promise<{ server: T; what: string }>,
): Way<T> {
  return {
    name: variable,
    async find() {
      const address = process.env[variable]
      return address ? await check(address) : { skipped: 'not set' }
    },
  }
}
