import { bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import type { JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog } from '@ventanilla/event-log'
import { alertStream } from '../../queries/early-alerts/in-log.ts'
import { type Progress, placeAt } from './progress.ts'

export interface TellDeps {
  readonly database: Database
  readonly log: Pick<EventLog, 'write'>
}

const PAGE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Writes the facts of a midnight that was judged, and then that it is done. Broken off in between they are written
 * again, and known by their ids.
 */
export async function tellAlerts(
  { database, log }: TellDeps,
  progress: Progress,
  midnight: LocalDate,
): Promise<void> {
  const { entity } = progress
  for (let after = FIRST, more = true; more; ) {
    const page = await database.query<{ case_id: string; alert: JsonObject }>(
      `select case_id, alert from reporting.at_risk
       where entity = $1 and midnight = $2 and alert is not null and case_id > $3 order by case_id limit $4`,
      [entity, midnight, after, PAGE],
    )
    await Promise.all(
      page.map(({ case_id, alert }) => log.write(entity, { appends: [appendOf(case_id, midnight, alert)] })),
    )
    after = page.at(-1)?.case_id ?? after
    more = page.length === PAGE
  }
  await log.write(entity, { appends: [], places: [placeAt(progress, midnight)] })
}

/** Its id derives from the case and the midnight: a case is told of once for each, whoever judges it and how often. */
function appendOf(caseId: string, midnight: LocalDate, alert: JsonObject): Append {
  const event = {
    id: deriveId('case-at-risk', caseId, midnight),
    type: 'CaseAtRisk',
    at: bogotaInstant(midnight),
    data: { caseId, ...alert },
  }
  return { stream: alertStream(caseId), expected: 'any', events: [event], actor: 'service:reporting' }
}
