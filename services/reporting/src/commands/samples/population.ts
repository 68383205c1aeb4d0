import type { EventLog } from '@ventanilla/event-log'
import { type CaseStory, lastSpell, newStory, tell } from '../../domain/case-story.ts'
import type { Month } from '../../domain/sample/month.ts'
import { fromJournal } from '../../reactions/journal-entry.ts'

const BATCH = 1_000

/**
 * The cases of a procedure that ended in a month and had not been opened again by its end, by what happened before that
 * end and lies in the journal up to the cut. Whoever looks later, at the same cut, finds the same.
 */
export async function endedIn(
  log: Pick<EventLog, 'read'>,
  { entity, procedure, month, cut }: { entity: string; procedure: string; month: Month; cut: number },
): Promise<string[]> {
  const stories = new Map<string, CaseStory>()
  for (let position = 0; position < cut; ) {
    const batch = await log.read(entity, position, Math.min(BATCH, cut - position))
    for (const recorded of batch) {
      const event = fromJournal(recorded)
      if (event === undefined || event.at >= month.end) continue
      stories.set(event.subject, tell(stories.get(event.subject) ?? newStory(event.subject), event))
    }
    const last = batch.at(-1)?.position
    if (last === undefined) throw new Error(`the journal of ${entity} ends before position ${cut}`)
    position = last
  }
  return [...stories.values()].flatMap((story) => {
    const { to } = lastSpell(story)
    const own = (story.opened?.procedure ?? story.filing?.procedure) === procedure
    return own && to !== undefined && to >= month.first && to <= month.last ? [story.caseId] : []
  })
}
