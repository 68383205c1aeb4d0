import type { PublicEvent } from '@ventanilla/contracts'
import { type CaseStory, newStory, tell } from './case-story.ts'
import { type Clocks, clockNamed, tellClocks } from './clock-story.ts'
import { type Messages, tellMessages } from './message-story.ts'
import { newQueue, type Queue, tellQueue } from './queue.ts'
import { note, sumWith, type Told } from './timeline.ts'

/**
 * Where one case stands by what the publishers told, each in fields of its own: so it doesn't matter which of them was
 * heard first (a clock may start, or a letter go out, before the case is known to be open).
 */
export interface CaseStanding {
  readonly story: CaseStory
  readonly queue: Queue
  readonly clocks: Clocks
  readonly messages: Messages
  /** Of the lines of its timeline, see `sumWith`. */
  readonly sum: number
}

/** That, and all that happened. */
export interface CaseFacts extends CaseStanding {
  readonly told: Told
}

export function newStanding(caseId: string): CaseStanding {
  return { story: newStory(caseId), queue: newQueue, clocks: [], messages: [], sum: 0 }
}

export function stand(
  { story, queue, clocks, messages, sum }: CaseStanding,
  event: PublicEvent,
): CaseStanding {
  return {
    story: tell(story, event),
    queue: tellQueue(queue, event),
    clocks: tellClocks(clocks, event),
    messages: tellMessages(messages, event),
    sum: sumWith(sum, event),
  }
}

export function newFacts(caseId: string): CaseFacts {
  return { ...newStanding(caseId), told: {} }
}

export function addFact(facts: CaseFacts, event: PublicEvent): CaseFacts {
  const standing = stand(facts, event)
  return { ...standing, told: note(facts.told, event, clockNamed(standing.clocks, event)) }
}
