import { addDays, bogotaInstant, nationalCalendar } from '@ventanilla/calendar'
import { type ClockAnswer, clockFrom, regimes } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'
import { calendars, dates } from './terms.arbitrary.ts'

const runs = { numRuns: 10_000 }
const dayRule = fc.constantFrom('counts', 'not-counted')
const names = regimes.map(({ name }) => name)

/** A regime with day rules; those of hours have their own properties. */
const rules = fc
  .tuple(fc.constantFrom(...names), dayRule, dayRule, fc.constantFrom('resume', 'restart'))
  .map(([name, pauseDay, resumeDay, mode]) =>
    rulesFor(name, {
      'pause.pauseDay': pauseDay,
      'pause.resumeDay': resumeDay,
      ...(regimes.find((one) => one.name === name)?.completion && { 'completion.mode': mode }),
    }),
  )

const minute = fc.integer({ min: 0, max: 1439 })
const at = (day: string, minutes: number) =>
  new Date(Date.parse(bogotaInstant(day)) + minutes * 60_000).toISOString()

/** A reception and a minute after it, in minutes from its midnight. */
const moments = (count: number) =>
  fc
    .tuple(
      dates,
      minute,
      fc.array(fc.integer({ min: 0, max: 9 * 1440 }), { minLength: count, maxLength: count }),
    )
    .map(([day, first, gaps]) => {
      const later = gaps.map((_, index) => {
        return at(
          day,
          gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, first),
        )
      })
      return { day, received: { type: 'received', at: at(day, first) }, later }
    })

/** Without what the facts were called: two histories that count alike. */
const counted = ({ due, state, remaining, explanation }: ClockAnswer) => ({
  ...{ due, state, remaining },
  days: explanation.map(({ date, counted: counts, total }) => [date, counts, total]),
})

describe('a clock, whatever its regime', () => {
  it('has counted exactly its term when it is due', () => {
    fc.assert(
      fc.property(rules, moments(2), calendars, fc.boolean(), (own, { received, later }, calendar, pause) => {
        const [paused = '', resumed = ''] = later
        const facts = pause
          ? [received, { type: 'paused', at: paused }, { type: 'resumed', at: resumed }]
          : [received]
        const { explanation, term, due } = clockFrom(own, facts, calendar)
        const ran = explanation.filter((day) => day.counted).length
        expect([explanation.at(-1)?.total, ran]).toEqual([term?.amount, term?.amount])
        expect(explanation.at(-1)?.date).toBe(due)
      }),
      runs,
    )
  })

  it('is unmoved by a pause that is resumed at once', () => {
    fc.assert(
      fc.property(rules, moments(1), calendars, (own, { received, later: [when] }, calendar) => {
        const facts = [received, { type: 'paused', at: when }, { type: 'resumed', at: when }]
        const plain = clockFrom(own, [received], calendar, when)
        expect(counted(clockFrom(own, facts, calendar, when))).toEqual(counted(plain))
      }),
      runs,
    )
  })

  it('does not care how a pause is split', () => {
    fc.assert(
      fc.property(rules, moments(3), calendars, (own, { received, later }, calendar) => {
        const [from, middle, to] = later
        const whole = [received, { type: 'paused', at: from }, { type: 'resumed', at: to }]
        const split = [
          ...[received, { type: 'paused', at: from }, { type: 'resumed', at: middle }],
          ...[
            { type: 'paused', at: middle },
            { type: 'resumed', at: to },
          ],
        ]
        const one = clockFrom(own, whole, calendar, to)
        const other = clockFrom(own, split, calendar, to)
        // What is over can't be paused, so not in two parts either.
        fc.pre(one.refused.length === 0 && other.refused.length === 0)
        expect(counted(other)).toEqual(counted(one))
      }),
      runs,
    )
  })

  it('is due no sooner when it is received later', () => {
    fc.assert(
      fc.property(
        rules,
        dates,
        minute,
        minute,
        fc.nat(20),
        calendars,
        (own, day, first, other, more, calendar) => {
          // Half past seven is outside the window of an internal request and eight o'clock is not: of one day, the
          // earlier one is received later. Inside the window the rule holds.
          const inside = (minutes: number) => (own.regime.internal ? 480 + (minutes % 60) : minutes)
          const due = (on: string, minutes: number) =>
            clockFrom(own, [{ type: 'received', at: at(on, minutes) }], calendar).due ?? ''
          const sooner = more === 0 ? Math.min(inside(first), inside(other)) : inside(first)
          const later = more === 0 ? Math.max(inside(first), inside(other)) : inside(other)
          expect(due(addDays(day, more), later) >= due(day, sooner)).toBe(true)
        },
      ),
      runs,
    )
  })

  it('is due no sooner when its term is longer', () => {
    const amounts = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(50))
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        amounts,
        dates,
        calendars,
        (name, [amount, more], day, calendar) => {
          const due = (days: number) =>
            clockFrom(
              rulesFor(name, { 'term.amount': String(days) }),
              [{ type: 'received', at: day }],
              calendar,
            ).due
          expect((due(amount + more) ?? '') >= (due(amount) ?? '')).toBe(true)
        },
      ),
      runs,
    )
  })
})

describe('facts of any kind', () => {
  const types = [
    ...['received', 'requirement-sent', 'completed', 'paused', 'resumed', 'extended', 'interim-answer'],
    ...['answered', 'delivered', 'bounced', 'transferred', 'withdrawn', 'reopened', 'otro'],
  ]
  const some = fc
    .tuple(
      fc.constantFrom(...types),
      fc.integer({ min: -2, max: 60 }),
      minute,
      fc.option(fc.oneof({ weight: 9, arbitrary: fc.nat(40) }, fc.maxSafeNat()), { nil: undefined }),
    )
    .map(([type, day, minutes, days]) => ({
      type,
      at: at(addDays('2026-11-22', day), minutes),
      ...(days !== undefined && { days, reason: 'x', tacit: days % 2 === 0 }),
    }))
  const calendar = nationalCalendar()
  const received = { type: 'received', at: '2026-11-22T10:00' }

  it('are counted or refused with a code, and what is refused changes nothing', () => {
    fc.assert(
      fc.property(rules, fc.array(some, { maxLength: 9 }), (own, facts) => {
        const all = [received, ...facts]
        const answer = clockFrom(own, all, calendar)
        const refused = new Set(answer.refused.map(({ index }) => index))
        const { refused: none, ...rest } = clockFrom(
          own,
          all.filter((_, index) => !refused.has(index)),
          calendar,
        )
        expect(none).toEqual([])
        const { refused: _, ...before } = answer
        expect(rest).toEqual(before)
      }),
      runs,
    )
  })

  it('never make it throw', () => {
    const strange = fc.record(
      { type: fc.constantFrom(...types), at: fc.anything() },
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(rules, fc.array(fc.oneof(fc.anything(), strange, some), { maxLength: 6 }), (own, facts) => {
        const answer = clockFrom(own, [received, ...facts], calendar)
        expect(answer.refused.every(({ code, detail }) => code.length > 0 && detail.length > 0)).toBe(true)
      }),
      runs,
    )
  })
})
