import { addDays, fromDayNumber, nationalCalendar, toDayNumber } from '@ventanilla/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historyOf, judgeHistory, type Went } from '../src/domain/risk/history.ts'
import { type AreaLoad, judgeLoad } from '../src/domain/risk/load.ts'
import { type RiskParameters, riskDefaults } from '../src/domain/risk/parameters.ts'
import { judgeRisk } from '../src/domain/risk/risk.ts'
import { rulerOf } from '../src/domain/risk/ruler.ts'

const runs = { numRuns: 2_000 }
/** Of what floating point rounds. */
const SLACK = 1e-9

const like = fc.record({
  procedure: fc.constantFrom('pqrsd', 'solicitudes'),
  kind: fc.constantFrom('queja', 'reclamo', ''),
})
const went: fc.Arbitrary<Went[]> = fc.array(
  fc
    .record({ like, late: fc.boolean(), left: fc.nat(20), cases: fc.integer({ min: 1, max: 60 }) })
    .map(({ like, ...rest }) => ({ ...like, ...rest })),
  { maxLength: 25 },
)
const parameters: fc.Arbitrary<RiskParameters> = fc.record({
  historyDays: fc.constant(riskDefaults.historyDays),
  paceDays: fc.constant(riskDefaults.paceDays),
  threshold: fc.constant(riskDefaults.threshold),
  sampleWeight: fc.double({ min: 0.5, max: 200, noNaN: true }),
  withoutHistory: fc.double({ min: 0, max: 1, noNaN: true }),
})
const day = fc.integer({ min: toDayNumber('2023-01-01'), max: toDayNumber('2026-12-31') }).map(fromDayNumber)
const due = fc.record({ from: day, after: fc.nat(60) }).map(({ from, after }) => addDays(from, after))
const load: fc.Arbitrary<AreaLoad> = fc.record({
  ended: fc.nat(400),
  days: fc.nat(20),
  queue: fc.array(fc.record({ due, cases: fc.integer({ min: 1, max: 200 }) }), { maxLength: 20 }),
})

const ruler = rulerOf(nationalCalendar())

describe('how cases like it went', () => {
  it('never says less of a case that has fewer days left', () => {
    fc.assert(
      fc.property(went, like, fc.nat(20), fc.nat(20), parameters, (cases, one, a, b, given) => {
        const history = historyOf(cases)
        const at = (left: number) => judgeHistory(history, one, left, given).value
        expect(at(Math.min(a, b))).toBeGreaterThanOrEqual(at(Math.max(a, b)) - SLACK)
      }),
      runs,
    )
  })

  it('never says less when one more was late, whosever it was', () => {
    fc.assert(
      fc.property(went, like, like, fc.nat(20), parameters, (cases, one, other, left, given) => {
        const more = [...cases, { ...other, late: true, left: 0, cases: 1 }]
        const after = judgeHistory(historyOf(more), one, left, given).value
        expect(after).toBeGreaterThanOrEqual(judgeHistory(historyOf(cases), one, left, given).value - SLACK)
      }),
      runs,
    )
  })

  it('never says more when one more of its kind ended in time', () => {
    fc.assert(
      fc.property(went, like, fc.nat(20), fc.nat(20), parameters, (cases, one, left, with_, given) => {
        const more = [...cases, { ...one, late: false, left: with_, cases: 1 }]
        const after = judgeHistory(historyOf(more), one, left, given).value
        expect(after).toBeLessThanOrEqual(judgeHistory(historyOf(cases), one, left, given).value + SLACK)
      }),
      runs,
    )
  })

  it('is what its groups say, each by its weight, and the rest what is assumed', () => {
    fc.assert(
      fc.property(went, like, fc.nat(20), parameters, (cases, one, left, given) => {
        const { value, groups } = judgeHistory(historyOf(cases), one, left, given)
        let assumed = 1
        let sum = 0
        for (const { stillOpen, late, weight } of groups) {
          assumed -= weight
          if (stillOpen > 0) sum += (weight * late) / stillOpen
        }
        expect(sum + assumed * given.withoutHistory).toBeCloseTo(value, 9)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1 + SLACK)
      }),
      runs,
    )
  })

  it('comes near to its own share when there are many', () => {
    const cases = [
      { procedure: 'p', kind: 'k', late: true, left: 0, cases: 30_000 },
      { procedure: 'p', kind: 'k', late: false, left: 2, cases: 70_000 },
      { procedure: 'p', kind: 'other', late: false, left: 0, cases: 900_000 },
    ]
    const at = (left: number) =>
      judgeHistory(historyOf(cases), { procedure: 'p', kind: 'k' }, left, riskDefaults)
    expect(at(2).value).toBeCloseTo(0.3, 3)
    expect(at(1).value).toBeCloseTo(1, 2)
  })

  it('is what is assumed where nothing is known, and moves little by one case', () => {
    const one = { procedure: 'p', kind: 'k' }
    expect(judgeHistory(historyOf([]), one, 3, riskDefaults).value).toBe(riskDefaults.withoutHistory)
    const late = judgeHistory(historyOf([{ ...one, late: true, left: 0, cases: 1 }]), one, 3, riskDefaults)
    // Three groups of one case each: 0.1 → 3/21 → 81/441 → …
    expect(late.value).toBeCloseTo(1 - 0.9 * (20 / 21) ** 3, 9)
    expect(late.groups.map(({ group, stillOpen }) => [group, stillOpen])).toEqual([
      ...[
        ['kind', 1],
        ['procedure', 1],
        ['entity', 1],
      ],
    ])
  })
})

describe('how loaded the area is', () => {
  it('never says less of a longer queue, nor of fewer days to work, and never more of a faster area', () => {
    fc.assert(
      fc.property(load, due, fc.nat(30), fc.nat(30), fc.nat(50), (one, by, days, fewer, more) => {
        const at = (given: AreaLoad, toWork: number) => judgeLoad(given, by, toWork).value
        const before = at(one, days)
        const longer = { ...one, queue: [...one.queue, { due: by, cases: more + 1 }] }
        expect(at(longer, days)).toBeGreaterThanOrEqual(before)
        expect(at(one, Math.max(0, days - fewer))).toBeGreaterThanOrEqual(before)
        expect(at({ ...one, ended: one.ended + more }, days)).toBeLessThanOrEqual(before)
        expect(before).toBeGreaterThanOrEqual(0)
        expect(before).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })

  it('counts what is due later for nothing', () => {
    fc.assert(
      fc.property(load, due, fc.nat(30), fc.nat(99), (one, by, days, cases) => {
        const more = { ...one, queue: [...one.queue, { due: addDays(by, 1), cases }] }
        expect(judgeLoad(more, by, days)).toEqual(judgeLoad(one, by, days))
      }),
      runs,
    )
  })

  it('doesn’t take an area that just began for one that stands still', () => {
    const queue = [{ due: '2026-12-14', cases: 10 }]
    expect(judgeLoad({ ended: 0, days: 1, queue }, '2026-12-14', 20).value).toBe(0)
    expect(judgeLoad({ ended: 0, days: 20, queue }, '2026-12-14', 20).value).toBeGreaterThan(0.9)
  })
})

describe('the risk of a case', () => {
  const world = fc.record({
    went,
    load,
    like,
    due,
    parameters,
    unit: fc.constantFrom('business-days', 'calendar-days'),
  })
  const judge = (
    { went: cases, load: area, like: one, due: by, parameters: given, unit }: ReturnTypeOf<typeof world>,
    today: string,
  ) =>
    judgeRisk(
      { ...one, unit, area: 'area', due: by },
      { history: historyOf(cases), loads: new Map([['area', area]]) },
      { today, ruler, parameters: given },
    ).value

  it('never falls while its days run out and nothing else happens', () => {
    fc.assert(
      fc.property(world, fc.nat(30), fc.nat(30), (one, a, b) => {
        const at = (left: number) => judge(one, addDays(one.due, -left))
        expect(at(Math.min(a, b))).toBeGreaterThanOrEqual(at(Math.max(a, b)))
      }),
      runs,
    )
  })

  it('is never less than what either says alone', () => {
    fc.assert(
      fc.property(world, fc.nat(30), (one, before) => {
        const today = addDays(one.due, -before)
        const {
          value,
          history,
          load: area,
        } = judgeRisk(
          { ...one.like, unit: one.unit, area: 'area', due: one.due },
          { history: historyOf(one.went), loads: new Map([['area', one.load]]) },
          { today, ruler, parameters: one.parameters },
        )
        expect(value).toBeGreaterThanOrEqual(Math.max(history.value, area?.value ?? 0) - 0.00005 - SLACK)
        expect(value).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })
})

type ReturnTypeOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never
