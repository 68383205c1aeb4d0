import type { EventLog } from '@ventanilla/event-log'
import { readCorrespondence } from './read-correspondence.ts'

/** The number of the case that goes on for a merged one. Undefined while intake wasn't heard of it. */
export async function goesOnUnder(log: EventLog, into: string): Promise<string | undefined> {
  return (await readCorrespondence(log, into)).number?.radicado
}
