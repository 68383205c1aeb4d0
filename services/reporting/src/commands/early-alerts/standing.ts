import type { LocalDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { Telling } from '../../domain/alerts/telling.ts'
import { fromJournal, journalStream } from '../../reactions/journal-entry.ts'
import { holdAt } from './progress.ts'
import { STANDING, standingAt } from './standing-at.ts'

export interface StandingDeps {
  readonly database: Database
  readonly log: Pick<EventLog, 'streams'>
  readonly telling: Telling
}

/** Cases of a step: some ten thousand events, in memory for as long as it takes. */
const CASES = 500

/**
 * Brings the next cases of the agenda on to a midnight, each folded again from all that was known of it by then.
 * @returns whether that was the rest of them
 */
export async function foldAgenda(
  { database, log, telling }: StandingDeps,
  entity: string,
  midnight: LocalDate,
): Promise<boolean> {
  const found = await database.query<{ case_id: string }>(
    'select case_id from reporting.alert_agenda where entity = $1 and midnight <= $2 limit $3',
    [entity, midnight, CASES],
  )
  if (found.length === 0) return true
  const ids = [...new Set(found.map(({ case_id }) => case_id))]
  const streams = await log.streams(ids.map(journalStream))
  const rows = ids.map((caseId) => {
    const events = (streams.get(journalStream(caseId))?.events ?? []).flatMap(
      (recorded) => fromJournal(recorded) ?? [],
    )
    const mine = events.filter((event) => event.entity === entity)
    return { case_id: caseId, entity, ...standingAt(caseId, mine, midnight, telling) }
  })
  await database.transaction(async (tx) => {
    await holdAt(tx, entity, midnight)
    const list = ['case_id', 'entity', ...STANDING].join(', ')
    const updates = STANDING.map((column) => `${column} = excluded.${column}`).join(', ')
    await tx.query(
      `insert into reporting.case_standing (${list})
       select ${list} from jsonb_populate_recordset(null::reporting.case_standing, $1)
       on conflict (case_id) do update set ${updates}`,
      [JSON.stringify(rows)],
    )
    await tx.query(
      'delete from reporting.alert_agenda where entity = $1 and midnight <= $2 and case_id = any ($3::uuid[])',
      [entity, midnight, ids],
    )
  })
  return found.length < CASES
}
