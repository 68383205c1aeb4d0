import type { LocalDate } from '@ventanilla/calendar'
import type { PublicEvent, PublicType } from '@ventanilla/contracts'
import type { Database } from '@ventanilla/database'
import type { EventLog, Recorded } from '@ventanilla/event-log'
import type { Telling } from '../../domain/alerts/telling.ts'
import { fromJournal } from '../../reactions/journal-entry.ts'
import type { Progress } from './progress.ts'
import { isTold } from './standing-at.ts'

export interface AgendaDeps {
  readonly database: Database
  readonly log: Pick<EventLog, 'read'>
  readonly telling: Telling
}

const BEGINNINGS: readonly PublicType[] = [
  'ventanilla.intake.FilingReceived.v1',
  'ventanilla.routing.CaseOpened.v2',
]

const PIECE = 2_000

/** Writes down which cases have something new at which midnight, from a piece of the journal. */
export async function writeAgenda(
  { database, log, telling }: AgendaDeps,
  { entity, scanned }: Progress,
  head: number,
): Promise<void> {
  const piece = await log.read(entity, scanned, Math.min(PIECE, head - scanned))
  const last = piece.at(-1)?.position
  if (last === undefined) throw new Error(`the journal of ${entity} ends before position ${head}`)
  const { entries, begins } = agendaOf(piece, telling)
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into reporting.alert_agenda (entity, midnight, case_id)
       select $1, midnight, case_id from unnest($2::date[], $3::uuid[]) as a (midnight, case_id)
       on conflict do nothing`,
      [entity, entries.map(({ midnight }) => midnight), entries.map(({ caseId }) => caseId)],
    )
    // Two that do it at once write the same; neither takes the other back.
    await tx.query(
      `update reporting.early_alerts set scanned = greatest(scanned, $2), begins = least(begins, $3)
       where entity = $1`,
      [entity, last, begins ?? null],
    )
  })
}

interface Entry {
  midnight: LocalDate
  caseId: string
}

/** What a piece of a journal puts on the agenda. */
export function agendaOf(
  piece: readonly Recorded[],
  telling: Telling,
): { entries: Entry[]; begins: LocalDate | undefined } {
  const entries = new Map<string, Entry>()
  let begins: LocalDate | undefined
  for (const recorded of piece) {
    const event = fromJournal(recorded)
    if (!event || !isTold(event)) continue
    const midnight = telling.firstMidnight(event)
    const caseId = event.subject
    entries.set(`${midnight} ${caseId}`, { midnight, caseId })
    if (isOwnCase(event) && (begins === undefined || midnight < begins)) begins = midnight
  }
  return { entries: [...entries.values()], begins }
}

/** That a case came in here, and not in another system that tells of it. */
function isOwnCase({ type, data }: PublicEvent): boolean {
  return BEGINNINGS.includes(type) && !('recordedBy' in data)
}
