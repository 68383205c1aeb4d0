import { addDays, bogotaInstant } from '@ventanilla/calendar'
import { clockFrom, lastBusinessDayOnOrBefore, type Rules } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'
import { calendars, dates } from './terms.arbitrary.ts'

const dayRule = fc.constantFrom('counts', 'not-counted')
const rules = fc
  .tuple(
    fc.constantFrom('business-days', 'calendar-days', 'calendar-months'),
    fc.integer({ min: 1, max: 20 }),
    ...[dayRule, dayRule, fc.constantFrom('following-day', 'same-day', 'next-business-day')],
  )
  .map(([unit = '', amount, pauseDay = '', resumeDay = '', start = '']) =>
    rulesFor('peticion', {
      ...{ 'term.unit': unit, 'term.start': start },
      'term.amount': String(unit === 'calendar-months' ? 1 + (Number(amount) % 4) : amount),
      ...{ 'pause.pauseDay': pauseDay, 'pause.resumeDay': resumeDay },
    }),
  )

const at = (day: string, minute: number) =>
  new Date(Date.parse(bogotaInstant(day)) + minute * 60_000).toISOString()

/** A day after what came before, or the last day of the term as it stands: where months are carried on. */
const step = fc.tuple(fc.boolean(), fc.nat(30), fc.nat(1439))
type Step = readonly [boolean, number, number]
const steps = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 12 })), { maxLength: 3 })

/** A reception with its pauses, and an instant after them, while the term runs. */
function history(
  own: Rules,
  day: string,
  some: readonly (readonly [Step, number])[],
  last: Step,
  whole: Whole,
) {
  const facts: object[] = [{ type: 'received', at: day }]
  let now = at(day, 0)
  const next = ([onLast, gap, minute]: Step) => {
    const due = clockFrom(own, facts, whole).due ?? day
    const wanted = at(onLast ? due : addDays(now.slice(0, 10), gap), minute)
    now = wanted > now ? wanted : now
    return now
  }
  for (const [stopped, length] of some) {
    facts.push({ type: 'paused', at: next(stopped) })
    now = new Date(Date.parse(now) + length * 86_400_000).toISOString()
    facts.push({ type: 'resumed', at: now })
  }
  return { facts, told: next(last) }
}
type Whole = Parameters<typeof clockFrom>[2]

describe('an extension, in any unit and after any pauses', () => {
  it('ends on its new date, or on the last business day before it, and never makes the term due sooner', () => {
    fc.assert(
      fc.property(rules, dates, steps, step, fc.nat(70), calendars, (own, day, some, last, more, whole) => {
        const { facts, told } = history(own, day, some, last, whole)
        const before = clockFrom(own, facts, whole, told)
        const newDue = addDays(before.due ?? day, more - 5)
        const extended = { type: 'extended', at: told, reason: 'x', newDue }
        const answer = clockFrom(own, [...facts, extended], whole, told)
        const refused = answer.refused.some(({ fact }) => fact === extended)
        const lastBusinessDay =
          own.unit === 'business-days' ? lastBusinessDayOnOrBefore(newDue, whole) : newDue
        expect(answer.due).toBe(refused ? before.due : lastBusinessDay)
        expect(refused || (answer.due ?? '') > (before.due ?? '')).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })

  it('is the same by its number as by the date that this leads to, and by both', () => {
    fc.assert(
      fc.property(rules, dates, steps, step, fc.integer({ min: 1, max: 21 }), calendars, (...given) => {
        const [own, day, some, last, days, whole] = given
        const { facts, told } = history(own, day, some, last, whole)
        const extended = { type: 'extended', at: told, reason: 'x' }
        const by = (asked: object) => clockFrom(own, [...facts, { ...extended, ...asked }], whole, told)
        const byNumber = by({ days })
        fc.pre(!byNumber.refused.some(({ code }) => code.startsWith('extension')))
        const newDue = byNumber.due
        for (const asked of [{ newDue }, { days, newDue }]) {
          const answer = by(asked)
          expect({ due: answer.due, refused: answer.refused.length }).toEqual({
            ...{ due: newDue, refused: byNumber.refused.length },
          })
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
