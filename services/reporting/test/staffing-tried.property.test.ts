import { addDays, fromDayNumber, type LocalDate, nationalCalendar, toDayNumber } from '@ventanilla/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningOf, bogotaDay } from '../src/domain/staffing/business-time.ts'
import type { Staffing } from '../src/domain/staffing/capacity.ts'
import type { State } from '../src/domain/staffing/standing.ts'
import { type CaseTried, type Tried, tryOn } from '../src/domain/staffing/tried.ts'
import { caseId } from './facts.ts'

const runs = { numRuns: 10_000 }
const calendar = nationalCalendar()
const AREAS = ['cartera', 'juridica'] as const
/** With Easter and its holidays, weekends, and a today that is a Sunday. */
const [FIRST, TODAY] = ['2024-03-01', '2024-05-05']
const DAYS = toDayNumber(TODAY) - toDayNumber(FIRST)

const life = fc.record({
  came: fc.nat(DAYS),
  second: fc.nat(86_399),
  visits: fc.array(
    fc.record({ area: fc.constantFrom(...AREAS, 'otra'), gap: fc.nat(200_000), stays: fc.nat(1_200_000) }),
    { minLength: 1, maxLength: 3 },
  ),
  open: fc.boolean(),
  term: fc.option(fc.nat(30), { nil: null }),
  /** What is told of its end by others: on another day, late or not whatever the days say. */
  odd: fc.constantFrom('no', 'no', 'no', 'met later', 'told late', 'told in time', 'unjudged'),
})

const cases: fc.Arbitrary<CaseTried[]> = fc.array(life, { maxLength: 10 }).map((lives) => {
  const now = beginningOf(addDays(TODAY, 1)) - 1
  return lives.map(({ came, second, visits, open: asked, term, odd }, n): CaseTried => {
    const receivedOn = fromDayNumber(toDayNumber(FIRST) + came)
    let at = beginningOf(receivedOn) + second
    const all: [string, number, number | null][] = []
    for (const { area, gap, stays } of visits) {
      const from = at + (all.length === 0 ? 0 : gap)
      if (from > now || all.at(-1)?.[2] === null) break
      at = from + stays
      all.push([area, from, at > now || (asked && all.length === visits.length - 1) ? null : at])
    }
    const leftAt = all.at(-1)?.[2] ?? null
    const open = leftAt === null
    const day = leftAt === null ? null : bogotaDay(leftAt)
    const endedOn = day !== null && odd === 'met later' ? addDays(day, 2) : day
    const due = term === null ? null : addDays(receivedOn, term)
    const judged = endedOn === null || due === null ? null : endedOn > due
    const late = { 'told late': true, 'told in time': false, unjudged: null }[odd as string]
    return {
      ...{
        caseId: caseId(n),
        area: all.at(-1)?.[0] ?? null,
        kind: 'queja',
        receivedOn,
        open,
        endedOn,
        due,
        leftAt,
      },
      late: open ? null : late === undefined ? judged : late,
      visits: all.filter(([area]) => area !== 'otra'),
    }
  })
})
const period = fc.tuple(fc.nat(DAYS), fc.nat(40)).map(([first, days]) => {
  const from = fromDayNumber(toDayNumber(FIRST) + first)
  const to = addDays(from, days)
  return { from, to: to > TODAY ? TODAY : to }
})

function tried(
  given: readonly CaseTried[],
  asked: { from: LocalDate; to: LocalDate },
  how: Staffing[],
): Tried {
  const staffing = new Map(AREAS.flatMap((area, n) => (how[n] ? [[area, how[n]] as const] : [])))
  const present = given.filter(
    ({ visits, leftAt }) => visits.length > 0 && (leftAt ?? Infinity) >= beginningOf(asked.from),
  )
  const going = tryOn(present, { ...asked, staffing, today: TODAY }, calendar)
  let next = going.next()
  while (!next.done) next = going.next()
  if ('paceUnknown' in next.value) throw new Error('nothing is compared with a pace')
  return next.value
}

/** From the best to the worst of what may become of a case that a term judges. */
const RANK: Record<State, number> = { 'in-time': 0, ended: 0, late: 1, open: 2, overdue: 2 }

describe('the staffing that there was', () => {
  it('leaves every case on its day and in its state', () => {
    fc.assert(
      fc.property(cases, period, fc.integer({ min: 1, max: 90 }), (given, asked, n) => {
        const { changes, totals, areas } = tried(given, asked, [
          { percent: 100 },
          { people: { before: n, after: n } },
        ])
        expect(changes).toEqual([])
        expect(totals).toMatchObject({
          changed: 0,
          earlier: 0,
          later: 0,
          nowInTime: 0,
          nowLate: 0,
          states: [],
        })
        for (const { pace, left, stay, waiting } of areas)
          for (const both of [pace, left, stay, waiting]) expect(both.after).toBe(both.before)
      }),
      runs,
    )
  })
})

describe('another staffing', () => {
  const percent = fc.nat(300)

  it('with more people ends no case later or worse than with fewer', () => {
    fc.assert(
      fc.property(cases, period, percent, percent, fc.nat(200), (given, asked, one, other, more) => {
        const of = (extra: number) =>
          new Map(
            tried(given, asked, [{ percent: one + extra }, { percent: other + extra }]).changes.map(
              (line) => [line.caseId, line.after],
            ),
          )
        const [fewer, greater] = [of(0), of(more)]
        const recorded = tried(given, asked, [{ percent: 0 }, { percent: 0 }]).changes
        for (const { caseId: id, before } of recorded) {
          const [slow, fast] = [fewer.get(id) ?? before, greater.get(id) ?? before]
          if (slow.endedOn !== null)
            expect(fast.endedOn ?? '9999').toSatisfy((day: string) => day <= (slow.endedOn ?? ''))
          expect(RANK[fast.state]).toBeLessThanOrEqual(RANK[slow.state])
        }
      }),
      runs,
    )
  })

  it('ends no case before it came in, and tells each once, with the difference in business days', () => {
    fc.assert(
      fc.property(cases, period, percent, percent, (given, asked, one, other) => {
        const { changes, totals } = tried(given, asked, [{ percent: one }, { percent: other }])
        expect(new Set(changes.map((line) => line.caseId)).size).toBe(changes.length)
        expect(changes.length).toBe(totals.changed)
        for (const { caseId: id, before, after, movedBy } of changes) {
          const went = given.find((each) => each.caseId === id)
          if (!went) throw new Error('a case that nobody gave')
          expect(went.receivedOn <= asked.to).toBe(true)
          if (after.endedOn !== null) expect(after.endedOn >= went.receivedOn).toBe(true)
          expect(movedBy).toBe(
            before.endedOn && after.endedOn ? naively(before.endedOn, after.endedOn) : undefined,
          )
        }
      }),
      runs,
    )
  })

  it('of one area leaves alone what never came into it', () => {
    fc.assert(
      fc.property(cases, period, percent, (given, asked, one) => {
        const touched = given.filter(({ visits }) => visits.some(([area]) => area === AREAS[0]))
        const mine = given.map((each) => ({
          ...each,
          visits: each.visits.filter(([area]) => area === AREAS[0]),
        }))
        for (const { caseId: id } of tried(mine, asked, [{ percent: one }]).changes)
          expect(touched.map((each) => each.caseId)).toContain(id)
      }),
      runs,
    )
  })
})

/** Business days from one to the other, day by day. */
function naively(one: LocalDate, other: LocalDate): number {
  const [first, last, sign] = one <= other ? [one, other, 1] : [other, one, -1]
  let days = 0
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1))
    if (calendar.isBusinessDay(day)) days += sign
  return days
}
