import type { JsonObject } from '@ventanilla/decider'
import type { Append } from '@ventanilla/event-log'
import type { OpenCase } from '../domain/case.ts'
import type { CaseEvent } from '../domain/events.ts'
import { answeredWith } from '../domain/merge/answered-with.ts'
import { eventId, streamOf } from './stream.ts'

export interface Deciding {
  /** The case as it was decided on, and its version. */
  state: OpenCase
  version: number
  events: readonly CaseEvent[]
  /** What the ids of the events derive from. */
  seed: string
  actor: string
  at: string
  claim?: Append['claim'] | undefined
}

/**
 * What a decision on a case writes: its own facts, and of an answer one for each case that it goes on for. Those are
 * written whatever else happened to them; that they still are its own, this one's version says.
 */
export function appendsOf(deciding: Deciding): Append[] {
  const { state, version, events, seed, actor, at, claim } = deciding
  const write = (stream: string, expected: Append['expected'], facts: readonly CaseEvent[]): Append => ({
    ...{ stream, expected, actor },
    events: facts.map(({ type, data }, index) => ({
      ...{ id: eventId(seed, stream, index), type },
      ...{ data: data as unknown as JsonObject, at },
    })),
  })
  const others = Map.groupBy(answeredWith(state, events), ({ data }) => streamOf(data.caseId))
  return [
    { ...write(streamOf(state.caseId), version, events), ...(claim && { claim }) },
    ...[...others].map(([stream, facts]) => write(stream, 'any', facts)),
  ]
}
