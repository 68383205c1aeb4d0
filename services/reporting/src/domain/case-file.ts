import type { PublicEvent } from '@ventanilla/contracts'
import { type CaseStory, newStory, tell } from './case-story.ts'
import { type Clocks, tellClocks } from './clock-story.ts'
import { type Messages, tellMessages } from './message-story.ts'
import { note, type Told } from './timeline.ts'

/**
 * All that the publishers told of one case, each in fields of its own: so it doesn't matter which of them was heard
 * first (a clock may start, or a letter go out, before the case is known to be open).
 */
export interface CaseFacts {
  readonly story: CaseStory
  readonly clocks: Clocks
  readonly messages: Messages
  readonly told: Told
}

export function newFacts(caseId: string): CaseFacts {
  return { story: newStory(caseId), clocks: {}, messages: {}, told: {} }
}

export function addFact({ story, clocks, messages, told }: CaseFacts, event: PublicEvent): CaseFacts {
  return {
    story: tell(story, event),
    clocks: tellClocks(clocks, event),
    messages: tellMessages(messages, event),
    told: note(told, event),
  }
}
