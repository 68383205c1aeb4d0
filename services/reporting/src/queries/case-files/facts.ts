import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { addFact, type CaseFacts, newFacts } from '../../domain/case-file.ts'
import { fromJournal, journalStream } from '../../reactions/journal-entry.ts'
import { alertIn, alertStream } from '../early-alerts/in-log.ts'
import { caseFiles } from './projection.ts'

/** All that was told of a case up to and with a position of its entity's journal: some twenty events of one stream. */
export async function factsAt(
  log: Pick<EventLog, 'stream'>,
  caseId: string,
  upTo: number,
): Promise<CaseFacts> {
  let facts = newFacts(caseId)
  for (const recorded of (await log.stream(journalStream(caseId))).events) {
    const event = recorded.position <= upTo ? fromJournal(recorded) : undefined
    if (event && caseFiles.on[event.type]) facts = addFact(facts, event)
  }
  return facts
}

/** What this service told of a case itself, up to and with a position of its log. */
export async function alertsAt(
  log: Pick<EventLog, 'stream'>,
  caseId: string,
  upTo: number,
): Promise<PublicEvent[]> {
  const { events } = await log.stream(alertStream(caseId))
  return events.flatMap((recorded) => (recorded.position <= upTo ? (alertIn(recorded) ?? []) : []))
}

/** In a question to a table of case files called `f`: up to where it has folded the journal of the row's entity. */
export const foldedUpTo = `(select position from projections.places p
  where p.table_name = $1 and p.entity = f.entity) as folded_up_to`
