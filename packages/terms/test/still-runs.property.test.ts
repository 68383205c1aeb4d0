import { addDays, bogotaInstant, type Calendar, nationalCalendar } from '@ventanilla/calendar'
import { advance, begin, type ClockState, clockFrom, type Rules } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ReadFact, readFact } from '../src/clock/fact.ts'
import { rulesFor } from './clock-of.ts'
import { calendars } from './terms.arbitrary.ts'

const short = { 'term.amount': '3' }
const rules = fc.constantFrom<Rules[]>(
  rulesFor('peticion'),
  rulesFor('habeas-data-reclamo'),
  ...['remaining-days', 'original-due', 'new-term'].map((how) =>
    rulesFor('peticion', { ...short, 'reopen.how': how, 'pause.pauseDay': 'not-counted' }),
  ),
  rulesFor('peticion', { ...short, 'pause.resumeDay': 'counts', 'completion.mode': 'restart' }),
  rulesFor('tutela', { 'term.amount': '10', 'term.unit': 'business-hours' }),
  rulesFor('tutela', { 'term.amount': '48', 'term.unit': 'calendar-hours' }),
  rulesFor('peticion', { 'term.amount': '1', 'term.unit': 'calendar-months', 'extension.limit': '1' }),
)
// Some are open when Decreto Legislativo 491 de 2020 takes them over.
const received = fc.constantFrom('2020-02-27', '2020-03-20', '2022-05-10', '2026-01-28', '2026-07-06')
const step = fc.record({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('paused', 'resumed') },
    fc.constantFrom('requirement-sent', 'completed', 'extended', 'answered', 'delivered', 'bounced'),
    fc.constantFrom('withdrawn', 'reopened'),
  ),
  gap: fc.constantFrom(0, 0, 1, 1, 2, 3, 8, 30),
  minute: fc.constantFrom(0, 1, 600, 1_019, 1_439),
})

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

function factsOf(day: string, steps: readonly Step[]): ReadFact[] {
  let now = bogotaInstant(day)
  const facts = steps.map(({ type, gap, minute }) => {
    const at = Date.parse(bogotaInstant(addDays(now.slice(0, 10), gap))) + minute * 60_000
    now = new Date(Math.max(at, Date.parse(now))).toISOString()
    return { type, at: now, reason: 'prueba', days: 1 }
  })
  return [{ type: 'received', at: day }, ...facts].map((fact, index) => readFact(fact, index) as ReadFact)
}

/** What each fact comes to; `known` is what is kept of the state that the next one meets. */
function told(facts: readonly ReadFact[], own: Rules, calendar: Calendar, known: typeof forgotten) {
  const [first, ...rest] = facts
  let state = first && begin(first, own, calendar)
  if (state === undefined || typeof state === 'string') throw new Error(state)
  return rest.map((fact) => {
    const next = advance(known(state as ClockState), fact, own, calendar)
    if (typeof next !== 'string') state = next
    return typeof next === 'string' ? next : forgotten(next)
  })
}

const forgotten = ({ runsUntil: _, ...state }: ClockState): ClockState => state

it('stops a term as if its end were counted anew at each stop', () => {
  fc.assert(
    fc.property(
      rules,
      received,
      fc.array(step, { maxLength: 24 }),
      calendars,
      (own, day, steps, calendar) => {
        const facts = factsOf(day, steps)
        expect(told(facts, own, calendar, (state) => state)).toEqual(told(facts, own, calendar, forgotten))
      },
    ),
    { numRuns: 5_000 },
  )
})

it('counts a term as often however many times it stopped before its end', () => {
  const counted = (many: number) => {
    let times = 0
    const national = nationalCalendar()
    const { workingDays } = national
    const counting = {
      ...workingDays,
      countThrough(date: string) {
        times++
        return workingDays.countThrough(date)
      },
    }
    const calendar: Calendar = { ...national, workingDays: counting, forTerm: () => calendar }
    const at = (minute: number) => new Date(Date.parse('2026-01-13T13:00Z') + minute * 60_000).toISOString()
    const facts = Array.from({ length: many }, (_, index) => [
      { type: 'paused', at: at(2 * index) },
      { type: 'resumed', at: at(2 * index + 1) },
    ])
    const answer = clockFrom(
      rulesFor('peticion'),
      [{ type: 'received', at: '2026-01-13' }, ...facts.flat()],
      calendar,
    )
    expect(answer.refused).toEqual([])
    return times
  }
  expect(counted(400)).toBe(counted(200))
})
