import { bogotaDate } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { BusinessClock } from '@ventanilla/runtime'

/** How the logs and the day are: what follows from nothing else is the same until this is another. */
export async function standingOf(log: EventLog, clock: BusinessClock): Promise<string> {
  const heads = [...(await log.heads())].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([bogotaDate(clock.now()), heads])
}
