import { bogotaInstant, nationalCalendar } from '@ventanilla/calendar'
import {
  advance,
  agreedRules,
  begin,
  type ClockState,
  countOf,
  dueIfResumed,
  endOfDue,
  explainCount,
  instantWithLeft,
  type ReadFact,
} from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'
import { calendars, dates, units } from './terms.arbitrary.ts'

const calendar = nationalCalendar()
const dayRule = fc.constantFrom('counts', 'not-counted')

const agreed = fc.record({
  ...{ regime: fc.constant('ans'), amount: fc.integer({ min: 1, max: 40 }), unit: units },
  ...{ article: fc.constant('numeral 4'), pauseDay: dayRule, resumeDay: dayRule },
  longestExtension: fc.nat(10),
})

const rules = agreedRules({
  ...{ regime: 'ans', amount: 5, unit: 'business-days', article: 'numeral 4' },
  ...{ pauseDay: 'counts', resumeDay: 'not-counted', longestExtension: 0 },
})

function fact(type: ReadFact['type'], day: string, more: Partial<ReadFact> = {}): ReadFact {
  const instant = bogotaInstant(day, '10:00')
  return { type, at: instant, instant, day, index: 0, ...more }
}

function after(...facts: readonly ReadFact[]): ClockState {
  const [received, ...rest] = facts
  let state = received && begin(received, rules, calendar)
  for (const one of rest) if (typeof state === 'object') state = advance(state, one, rules, calendar)
  if (typeof state !== 'object') throw new Error(state ?? 'nothing was received')
  return state
}

describe('a term that was agreed', () => {
  const received = fact('received', '2026-11-23')

  it('counts what was told in the order in which it was told, whatever its days', () => {
    const state = after(received, fact('paused', '2026-11-26'), fact('answered', '2026-11-25'))
    expect(state.ending).toMatchObject({ is: 'met', judgedOn: '2026-11-25' })
    expect(countOf(state, rules, calendar).due).toBe('2026-11-30')
  })
  it('stands still when it is told so, also past its end', () => {
    const late = after(received, fact('paused', '2026-12-10'))
    expect(late.intervals).toHaveLength(1)
    expect(countOf(late, rules, calendar).due).toBe('2026-11-30')
  })
  it('takes what was granted, whatever its limit and however late', () => {
    const state = after(received, fact('answered', '2026-12-02'), fact('extended', '2026-12-03', { days: 3 }))
    expect(countOf(state, rules, calendar).due).toBe('2026-12-03')
  })
  it('leaves what was granted to the term before, when a new one begins', () => {
    const again = fact('reopened', '2026-12-02', { how: 'new-term' })
    const [before, later] = ['2026-11-30', '2026-12-04'].map((day) => fact('extended', day, { days: 3 }))
    if (!before || !later) throw new Error('two extensions')
    const state = after(received, before, later, fact('answered', '2026-12-01'), again)
    expect(state.extensions.map((one) => one.fact.day)).toEqual(['2026-12-04'])
  })
  it('that ends while it stands still has the days of its pause up to that day', () => {
    const state = after(received, fact('paused', '2026-11-25'), fact('answered', '2026-11-27'))
    expect(countOf(state, rules, calendar).facts).toMatchObject({
      days: { pauses: [{ from: '2026-11-26', to: '2026-11-27' }] },
    })
  })
})

describe('a rung', () => {
  it('is the end of a day of the explanation, and the last one is the due date', () => {
    fc.assert(
      fc.property(agreed, dates, fc.nat(40), calendars, (term, day, left, days) => {
        const own = agreedRules(term)
        const state = begin(fact('received', day), own, days)
        if (typeof state === 'string') throw new Error(state)
        const count = countOf(state, own, days)
        const explanation = explainCount(count, days)
        const reached =
          explanation.find(({ counted, total }) => counted && total === term.amount - left) ?? explanation[0]
        expect(instantWithLeft(count, left, days)).toBe(endOfDue(reached?.date ?? ''))
        expect(instantWithLeft(count, 0, days)).toBe(count.endsAt)
      }),
      { numRuns: 10_000 },
    )
  })
  it('of a term in months is a day of the walk, and of one in hours an instant', () => {
    const months = rulesFor('peticion', { 'term.amount': '1', 'term.unit': 'calendar-months' })
    const hours = rulesFor('tutela', { 'term.amount': '48', 'term.unit': 'calendar-hours' })
    const [inMonths, inHours] = [months, hours].map((own) => {
      const state = begin(fact('received', '2026-11-23'), own, calendar)
      if (typeof state === 'string') throw new Error(state)
      return countOf(state, own, calendar)
    })
    if (!inMonths || !inHours) throw new Error('two counts')
    expect(instantWithLeft(inMonths, 5, calendar)).toBe(endOfDue('2026-12-18'))
    expect(instantWithLeft(inMonths, 90, calendar)).toBe(endOfDue('2026-11-23'))
    expect(instantWithLeft(inHours, 8, calendar)).toBe('2026-11-25T07:00:00.000Z')
    expect(instantWithLeft(inHours, 90, calendar)).toBe('2026-11-23T15:00:00.000Z')
  })
})

describe('a term that is suspended', () => {
  it('has no rungs, and the date that it would have if it went on that day', () => {
    const count = countOf(
      after(fact('received', '2026-11-23'), fact('paused', '2026-11-25')),
      rules,
      calendar,
    )
    expect(instantWithLeft(count, 2, calendar)).toBeUndefined()
    expect(dueIfResumed(count, '2026-11-30', calendar)).toBe('2026-12-02')
    expect(dueIfResumed(count, '2026-11-20', calendar)).toBe('2026-11-30')
  })
})
