import type { Calendar } from '@ventanilla/calendar'
import type { ClockEvent } from './clock-events.ts'
import { type Clock, evolve } from './clock-state.ts'
import type { CaseFact, ClockStart } from './facts.ts'
import { history, termAfter, untold, withFact } from './history.ts'
import { noted, reachedBefore, tell } from './tell.ts'

export interface Heard {
  readonly fact: CaseFact
  readonly at: string
  readonly calendar: Calendar
}

/**
 * A fact of the case reaches its clock. Facts count in routing's order: one that is heard after a later one is put in
 * its place, and what it changes is told again. Heard twice, it changes nothing.
 */
export function hear(start: ClockStart, clock: Clock, { fact, at, calendar }: Heard): readonly ClockEvent[] {
  if (clock.facts.some(({ order }) => order === fact.order)) return []
  const before = history(start, clock.facts)
  const facts = withFact(clock.facts, fact)
  const news = untold(before, history(start, facts))
  if (news.length === 0) return [noted(start, fact)]
  const inOrder = facts.at(-1) === fact
  const stops = fact.effect !== 'runs' && termAfter(start, before).phase.is === 'running'
  const passed = inOrder && stops ? reachedBefore(start, clock, fact.on, calendar, at) : []
  const now = { ...passed.reduce(evolve, clock), facts }
  return [...passed, ...news.map((chapter) => tell(start, now, chapter, calendar))]
}
