import type { Calendar } from '@ventanilla/calendar'
import type { ClockEvent } from './clock-events.ts'
import { type Clock, evolve } from './clock-state.ts'
import type { CaseFact, ClockStart } from './facts.ts'
import { history, untold, withFact } from './history.ts'
import { noted, reachedBefore, tell } from './tell.ts'
import { isRunning } from './term.ts'

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
  const before = history(start, clock, calendar)
  const facts = withFact(clock.facts, fact)
  const after = history(start, { ...clock, facts }, calendar)
  const news = untold(before.chapters, after.chapters)
  if (news.length === 0) return [noted(start, fact)]
  const inOrder = facts.at(-1) === fact
  const stops = fact.effect !== 'runs' && isRunning(before.state)
  const passed = inOrder && stops ? reachedBefore(start, clock, fact.on, calendar, at, before.state) : []
  const now = { ...passed.reduce(evolve, clock), facts }
  return [...passed, ...news.map((chapter) => tell(start, now, chapter, calendar))]
}
