import type { EventLog } from '@ventanilla/event-log'
import { lastSpell } from '../../domain/case-story.ts'
import type { Month } from '../../domain/sample/month.ts'
import { storiesAt } from '../../queries/journal/stories.ts'

/**
 * The cases of a procedure that ended in a month and had not been opened again by its end, by what happened before that
 * end and lies in the journal up to the cut. Whoever looks later, at the same cut, finds the same.
 */
export async function endedIn(
  log: Pick<EventLog, 'read'>,
  { entity, procedure, month, cut }: { entity: string; procedure: string; month: Month; cut: number },
): Promise<string[]> {
  const found: string[] = []
  const { first, last, end } = month
  await storiesAt(
    log,
    entity,
    [cut],
    (_, stories) => {
      for (const story of stories.values()) {
        const { to } = lastSpell(story)
        const own = (story.opened?.procedure ?? story.filing?.procedure) === procedure
        if (own && to !== undefined && to >= first && to <= last) found.push(story.caseId)
      }
    },
    end,
  )
  return found
}
