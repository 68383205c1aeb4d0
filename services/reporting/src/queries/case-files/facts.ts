import type { EventLog, Recorded } from '@ventanilla/event-log'
import { addFact, type CaseFacts, newFacts } from '../../domain/case-file.ts'
import { fromJournal, journalStream } from '../../reactions/journal-entry.ts'
import { caseFiles } from './projection.ts'

/** All that the journal has of a case: some twenty events of one stream. */
export async function storyOf(log: Pick<EventLog, 'stream'>, caseId: string): Promise<readonly Recorded[]> {
  return (await log.stream(journalStream(caseId))).events
}

/** What was told of a case up to and with a position of its entity's journal. */
export function factsAt(caseId: string, story: readonly Recorded[], upTo: number): CaseFacts {
  let facts = newFacts(caseId)
  for (const recorded of story) {
    const event = recorded.position <= upTo ? fromJournal(recorded) : undefined
    if (event && caseFiles.on[event.type]) facts = addFact(facts, event)
  }
  return facts
}

/** In a question to a table of case files called `f`: up to where it has folded the journal of the row's entity. */
export const foldedUpTo = `(select position from projections.places p
  where p.table_name = $1 and p.entity = f.entity) as folded_up_to`
