import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { type CaseStory, newStory, tell } from '../../domain/case-story.ts'
import { fromJournal } from '../../reactions/journal-entry.ts'

export type Stories = ReadonlyMap<string, CaseStory>

const BATCH = 1_000
const SOURCES: readonly PublicEvent['source'][] = ['intake', 'routing']

/**
 * The cases of an entity as the journal tells them up to each of the cuts (positions in its log), in one pass.
 * `look` is called once a cut, in ascending order, and must take what it needs: the stories go on changing.
 * @param before only what happened before this instant counts; absent: all of it
 */
export async function storiesAt(
  log: Pick<EventLog, 'read'>,
  entity: string,
  cuts: readonly number[],
  look: (cut: number, stories: Stories) => void,
  before?: string,
): Promise<void> {
  const waiting = [...new Set(cuts)].sort((a, b) => a - b)
  const stories = new Map<string, CaseStory>()
  let position = 0
  for (const cut of waiting) {
    while (position < cut) {
      const batch = await log.read(entity, position, Math.min(BATCH, cut - position))
      for (const recorded of batch) {
        const event = fromJournal(recorded)
        if (before === undefined || (event && event.at < before)) add(stories, event)
      }
      const last = batch.at(-1)?.position
      if (last === undefined) throw new Error(`the journal of ${entity} ends before position ${cut}`)
      position = last
    }
    look(cut, stories)
  }
}

function add(stories: Map<string, CaseStory>, event: PublicEvent | undefined): void {
  if (!event || !SOURCES.includes(event.source)) return
  const before = stories.get(event.subject) ?? newStory(event.subject)
  const after = tell(before, event)
  if (after !== before) stories.set(event.subject, after)
}
