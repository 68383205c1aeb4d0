import { type Caller, problem } from '@ventanilla/http-kit'
import { type ReadClock, readClock } from '../commands/read-clock.ts'
import type { SlaClockDeps } from '../deps.ts'
import { assertEntity } from './access.ts'

export const mayRead = { scopes: ['cases:read', 'cases:work', 'admin'] } as const

/** The configuration of a route that reads one clock. */
export const clockRead = { auth: mayRead, errors: ['clock-not-started'] } as const

/** @throws ProblemError `clock-not-started`, `scope-missing` */
export async function findClock(
  { log, calendars }: SlaClockDeps,
  caller: Caller,
  clockId: string,
): Promise<ReadClock> {
  const found = await readClock(log, calendars, clockId)
  if (!found) throw problem('clock-not-started')
  assertEntity(caller, found.entity)
  return found
}
