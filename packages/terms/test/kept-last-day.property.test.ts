import { addDays, bogotaInstant, type Calendar, nationalCalendar } from '@ventanilla/calendar'
import { advance, begin, type ClockState, countOf, dueDate, type Pause, type Rules } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFact } from '../src/clock/fact.ts'
import { rulesFor } from './clock-of.ts'
import { calendars, dates } from './terms.arbitrary.ts'

/**
 * Which days don't count, plainly: the last day of the term is counted anew for each pause, from all that came before.
 * The program counts each pause once.
 */
function plainPauses({ intervals, extensions, base }: ClockState, rules: Rules, calendar: Calendar): Pause[] {
  const { pauseDay, resumeDay, start, amount = 0, unit = 'business-days' } = rules
  if (unit === 'business-hours' || unit === 'calendar-hours') throw new Error('a term in days')
  const pauses: Pause[] = []
  const lasted = intervals.filter(({ from, to }) => from.instant !== to?.instant)
  for (const [index, { from, to, reason }] of lasted.entries()) {
    const granted = extensions.filter(({ fact }) => fact.instant <= from.instant)
    const term = { received: base.day, start, amount, unit, extensions: granted, pauses }
    const isLast = (to === undefined || to.day > from.day) && dueDate(term, calendar) === from.day
    const stops = pauseDay === 'counts' && !isLast ? addDays(from.day, 1) : from.day
    const before = lasted[index - 1]?.to?.instant === from.instant ? pauses.at(-1)?.to : undefined
    const first = before !== undefined && before < stops ? before : stops
    const again = to && (resumeDay === 'counts' ? to.day : addDays(to.day, 1))
    pauses.push({ from: first, reason, ...(again && { to: again > first ? again : first }) })
  }
  return pauses
}

const dayRule = fc.constantFrom('counts', 'not-counted')
const rules = fc
  .tuple(
    ...[
      fc.constantFrom('business-days', 'calendar-days', 'calendar-months'),
      fc.integer({ min: 1, max: 12 }),
    ],
    ...[dayRule, dayRule, fc.constantFrom('following-day', 'same-day', 'next-business-day')],
  )
  .map(([unit = '', amount, pauseDay = '', resumeDay = '', start = '']) =>
    rulesFor('peticion', {
      ...{ 'term.unit': String(unit), 'term.start': String(start), 'extension.limit': '12' },
      'term.amount': String(unit === 'calendar-months' ? 1 + (Number(amount) % 3) : amount),
      ...{ 'pause.pauseDay': String(pauseDay), 'pause.resumeDay': String(resumeDay) },
    }),
  )

/** What came of some facts, those that can't be left out. */
function stateOf(own: Rules, facts: readonly object[], calendar: Calendar): ClockState {
  const [first, ...rest] = facts.map((fact, index) => readFact(fact, index))
  const begun = first && typeof first !== 'string' ? begin(first, own, calendar) : 'none'
  if (typeof begun === 'string') throw new Error(begun)
  return rest.reduce<ClockState>((state, fact) => {
    const next = typeof fact === 'string' ? fact : advance(state, fact, own, calendar)
    return typeof next === 'string' ? state : next
  }, begun)
}

const step = fc.tuple(
  ...[fc.boolean(), fc.nat(6), fc.nat(1439), fc.nat(9)],
  fc.constantFrom('paused', 'paused', 'extended', 'newDue', 'ended'),
)

describe('the days that pauses take', () => {
  it('are those of a count that begins anew at each of them', () => {
    fc.assert(
      fc.property(rules, dates, fc.array(step, { maxLength: 9 }), calendars, (own, day, steps, calendar) => {
        const facts: object[] = [{ type: 'received', at: day }]
        let now = bogotaInstant(day)
        for (const [onLast, gap, minute, length, what] of steps) {
          const count = countOf(stateOf(own, facts, calendar), own, calendar)
          const on = onLast && count.due ? count.due : addDays(now.slice(0, 10), gap)
          const at = new Date(Date.parse(bogotaInstant(on)) + minute * 60_000).toISOString()
          now = at > now ? at : now
          const again = new Date(Date.parse(now) + length * 86_400_000).toISOString()
          if (what === 'extended') facts.push({ type: what, at: now, reason: 'x', days: 1 + length })
          else if (what === 'newDue')
            facts.push({ type: 'extended', at: now, reason: 'x', newDue: addDays(count.due ?? day, length) })
          else if (what === 'ended') {
            facts.push({ type: 'withdrawn', at: now }, { type: 'reopened', at: again })
            now = again
          } else {
            facts.push({ type: 'paused', at: now }, { type: 'resumed', at: again })
            now = again
          }
        }
        const state = stateOf(own, facts, calendar)
        const { facts: counted, due } = countOf(state, own, calendar)
        const pauses = plainPauses(state, own, calendar)
        expect('days' in counted && counted.days.pauses).toEqual(pauses)
        const { start, amount = 0, unit = 'business-days' } = own
        const term = { received: state.base.day, start, amount, unit, extensions: state.extensions, pauses }
        expect(due).toBe(dueDate(term as Parameters<typeof dueDate>[0], calendar))
      }),
      { numRuns: 3_000 },
    )
  })

  it('are asked of the calendar as often for each pause, however many there are', () => {
    const asked = (many: number) => {
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
      const calendar: Calendar = { ...national, workingDays: counting }
      const own = rulesFor('peticion', { 'term.amount': '1500' })
      // From a Friday to a Monday, week after week.
      const facts = Array.from({ length: many }, (_, week) => [
        { type: 'paused', at: addDays('2020-01-03', week * 7) },
        { type: 'resumed', at: addDays('2020-01-06', week * 7) },
      ])
      const state = stateOf(own, [{ type: 'received', at: '2020-01-02' }, ...facts.flat()], national)
      expect(state.intervals).toHaveLength(many)
      countOf(state, own, calendar)
      return times
    }
    expect(asked(200)).toBeLessThan(2.5 * asked(100))
  })
})
