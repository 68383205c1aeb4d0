import { fold } from '@ventanilla/decider'
import { deriveId, type Recorded, type Stream } from '@ventanilla/event-log'
import type { Case } from '../domain/case.ts'
import { caseDecider } from '../domain/case-decider.ts'
import type { CaseEvent } from '../domain/events.ts'

export const streamOf = (caseId: string): string => `case/${caseId}`

export function stateOf(events: readonly Recorded[]): Case {
  return fold(caseDecider, events as unknown as CaseEvent[])
}

/** The id of the n-th event of a request: the same request gives the same, so a repeat is recognised. */
export const eventId = (seed: string, stream: string, index: number): string => deriveId(seed, stream, index)

/** The events that a request wrote, if it did. */
export function writtenBy(seed: string, id: string, { events }: Stream): Recorded[] {
  const first = events.findIndex((event) => event.id === eventId(seed, id, 0))
  if (first < 0) return []
  return events.slice(first).filter((event, index) => event.id === eventId(seed, id, index))
}
