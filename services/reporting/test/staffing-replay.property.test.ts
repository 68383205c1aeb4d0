import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY } from '../src/domain/staffing/business-time.ts'
import { finish, type Rate, type Staffing } from '../src/domain/staffing/capacity.ts'
import { type Outcome, type Replayed, replay, type Stop } from '../src/domain/staffing/replay.ts'

const runs = { numRuns: 10_000 }
const AREAS = ['cartera', 'juridica', 'otorgamiento'] as const
/** Up to where facts are known. */
const KNOWN = 60 * DAY

/** Coarse and fine, so that many fall together. */
const step = fc.oneof(
  fc.nat(5).map((days) => days * DAY),
  fc.nat(3 * DAY),
  fc.constant(0),
)
const visit = fc.record({ area: fc.constantFrom(...AREAS), before: step, stays: step })
const life = fc.record({
  came: fc.nat(40 * DAY),
  visits: fc.array(visit, { minLength: 1, maxLength: 4 }),
  open: fc.boolean(),
})

/** What is recorded of some cases: one queue after another, with time between them, and the last one perhaps open. */
const history: fc.Arbitrary<Stop[]> = fc.array(life, { maxLength: 12 }).map((lives) =>
  lives.flatMap(({ came, visits, open }, n) => {
    let now = came
    return visits.flatMap(({ area, before, stays }, nth): Stop[] => {
      const enter = now + before
      now = enter + stays
      if (enter >= KNOWN) return []
      const stillThere = now >= KNOWN || (open && nth === visits.length - 1)
      return [stillThere ? { case: n, area, enter } : { case: n, area, enter, leave: now }]
    })
  }),
)
const period = fc
  .tuple(fc.nat(50), fc.integer({ min: 1, max: 30 }))
  .map(([from, days]) => ({ from: from * DAY, until: Math.min((from + days) * DAY, KNOWN) }))
  .filter(({ from, until }) => from < until)

/** Two of one kind, the second with at least as much capacity. */
const more: fc.Arbitrary<[Staffing, Staffing]> = fc.oneof(
  fc
    .tuple(fc.nat(400), fc.nat(400))
    .map(([percent, extra]): [Staffing, Staffing] => [{ percent }, { percent: percent + extra }]),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40))
    .map(([before, after, extra]): [Staffing, Staffing] => [
      { people: { before, after } },
      { people: { before, after: after + extra } },
    ]),
  fc
    .tuple(fc.double({ min: 0.01, max: 300, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }))
    .map(([perDay, extra]): [Staffing, Staffing] => [{ perDay }, { perDay: perDay + extra }]),
)
const unchanged: fc.Arbitrary<Staffing> = fc.oneof(
  fc.constant({ percent: 100 }),
  fc.integer({ min: 1, max: 1_000 }).map((n) => ({ people: { before: n, after: n } })),
)
const areas = fc.subarray([...AREAS], { minLength: 1 })

type Given = { from: number; until: number }

/** Undefined where cases a day can't be compared with anything. */
function replayed(
  stops: readonly Stop[],
  staffing: Record<string, Staffing>,
  given: Given,
): Outcome | undefined {
  const tried = stops.filter(({ area }) => Object.hasOwn(staffing, area))
  const trial = { staffing: new Map(Object.entries(staffing)), period: given, known: KNOWN }
  const going = replay(tried, trial)
  let next = going.next()
  while (!next.done) next = going.next()
  return 'paceUnknown' in next.value ? undefined : next.value
}

const all = (names: readonly string[], staffing: Staffing) =>
  Object.fromEntries(names.map((name) => [name, staffing]))
const leaves = ({ leaves: time = Number.POSITIVE_INFINITY }: Replayed) => time

describe('a queue with the capacity that it had', () => {
  it('gives every date as it is recorded, and nothing that is still waiting leaves', () => {
    fc.assert(
      fc.property(
        history,
        period,
        areas,
        fc.array(unchanged, { minLength: 3, maxLength: 3 }),
        (stops, given, names, same) => {
          const staffing = Object.fromEntries(names.map((name, n) => [name, same[n] ?? { percent: 100 }]))
          for (const stop of replayed(stops, staffing, given)?.stops ?? []) {
            expect(stop.enters).toBe(stop.enter)
            if (stop.leave !== undefined) expect(stop.leaves).toBe(stop.leave)
            else expect(leaves(stop)).toBeGreaterThan(KNOWN)
          }
        },
      ),
      runs,
    )
  })
})

describe('a queue with another capacity', () => {
  it('makes nothing later with more of it, and nothing earlier with less', () => {
    fc.assert(
      fc.property(
        history,
        period,
        areas,
        fc.array(more, { minLength: 3, maxLength: 3 }),
        (stops, given, names, pairs) => {
          const of = (which: 0 | 1) =>
            Object.fromEntries(names.map((name, n) => [name, pairs[n]?.[which] ?? { percent: 100 }]))
          const [fewer, greater] = [replayed(stops, of(0), given), replayed(stops, of(1), given)]
          if (!fewer || !greater) return
          for (const [n, stop] of fewer.stops.entries()) {
            const other = greater.stops[n]
            expect(other).toMatchObject({ case: stop.case, area: stop.area, enter: stop.enter })
            if (!other) return
            expect(other.enters).toBeLessThanOrEqual(stop.enters)
            expect(leaves(other)).toBeLessThanOrEqual(leaves(stop))
          }
        },
      ),
      runs,
    )
  })

  it('lets each case leave once, in the recorded order, never before it came, and one queue after another', () => {
    fc.assert(
      fc.property(history, period, areas, more, (stops, given, names, [staffing]) => {
        const outcome = replayed(stops, all(names, staffing), given)
        if (!outcome) return
        const tried = stops.filter(({ area }) => names.some((name) => name === area))
        expect(outcome.stops.map(({ enters: _, leaves: __, ...stop }) => stop).toSorted(byPlace)).toEqual(
          tried.toSorted(byPlace),
        )
        const left = new Map<string, number>()
        const came = new Map<number, number>()
        for (const stop of outcome.stops) {
          expect(stop.enters).toBeGreaterThanOrEqual(came.get(stop.case) ?? 0)
          expect(leaves(stop)).toBeGreaterThanOrEqual(stop.enters)
          expect(leaves(stop)).toBeGreaterThanOrEqual(left.get(stop.area) ?? 0)
          left.set(stop.area, leaves(stop))
          came.set(stop.case, leaves(stop))
        }
      }),
      runs,
    )
  })

  it('leaves what never comes into it as it was, and what left before the period', () => {
    fc.assert(
      fc.property(history, period, fc.constantFrom(...AREAS), more, (stops, given, area, [staffing]) => {
        const touched = new Set(stops.filter((stop) => stop.area === area).map((stop) => stop.case))
        const others = Object.fromEntries(AREAS.map((name) => [name, { percent: 100 } as Staffing]))
        const outcome = replayed(stops, { [area]: staffing }, given)
        for (const stop of outcome?.stops ?? []) {
          expect(touched).toContain(stop.case)
          if (stop.leave !== undefined && stop.leave <= given.from) expect(stop.leaves).toBe(stop.leave)
        }
        // Also beside queues that are replayed with what they had: who shares none with a case of this area stays.
        const shared = new Set(stops.filter((stop) => touched.has(stop.case)).map((stop) => stop.area))
        const beside = replayed(stops, { ...others, [area]: staffing }, given)
        for (const stop of beside?.stops ?? []) {
          const apart = stops.filter((one) => one.case === stop.case).every((one) => !shared.has(one.area))
          if (apart && !connected(stops, stop.case, touched)) {
            expect(stop.enters).toBe(stop.enter)
            if (stop.leave !== undefined) expect(stop.leaves).toBe(stop.leave)
          }
        }
      }),
      runs,
    )
  })

  it('carries what a case gains or loses in one queue on to the next, as long after it as it was', () => {
    fc.assert(
      fc.property(history, period, areas, more, (stops, given, names, [staffing]) => {
        const last = new Map<number, Replayed>()
        for (const stop of replayed(stops, all(names, staffing), given)?.stops ?? []) {
          const before = last.get(stop.case)
          if (before?.leave !== undefined && before.leaves !== undefined)
            expect(stop.enters - before.leaves).toBe(stop.enter - before.leave)
          else expect(stop.enters).toBe(stop.enter)
          last.set(stop.case, stop)
        }
      }),
      runs,
    )
  })
})

describe('work at another rate for a while', () => {
  const rate: fc.Arbitrary<Rate> = fc.record({
    before: fc.integer({ min: 1, max: 10_000 }),
    after: fc.nat(1_000_000),
  })
  const time = fc.nat(30 * DAY)

  it('is done no earlier when it begins later, is more, or goes slower', () => {
    fc.assert(
      fc.property(
        time,
        time,
        fc.nat(DAY),
        fc.nat(DAY),
        rate,
        fc.nat(1_000),
        period,
        (start, work, later, extra, r, faster, p) => {
          const at = finish(start, work, r, p)
          expect(at).toBeGreaterThanOrEqual(start)
          expect(finish(start + later, work, r, p)).toBeGreaterThanOrEqual(at)
          expect(finish(start, work + extra, r, p)).toBeGreaterThanOrEqual(at)
          expect(finish(start, work, { ...r, after: r.after + faster }, p)).toBeLessThanOrEqual(at)
          expect(finish(start, work, { before: r.before, after: r.before }, p)).toBe(start + work)
        },
      ),
      runs,
    )
  })

  it('agrees with a count second by second', () => {
    const small = fc.nat(40)
    fc.assert(
      fc.property(
        small,
        small,
        small,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(5),
        (start, work, from, length, before, after) => {
          const given = { from, until: from + length }
          // Work is in parts, so that none is lost between seconds.
          let [left, now] = [work * before, start]
          while (left > 0) {
            left -= now >= given.from && now < given.until ? after : before
            now++
          }
          expect(Math.abs(finish(start, work, { before, after }, given) - now)).toBeLessThanOrEqual(1)
        },
      ),
      runs,
    )
  })
})

function byPlace(a: Stop, b: Stop): number {
  return (
    a.case - b.case ||
    a.enter - b.enter ||
    (a.leave ?? KNOWN) - (b.leave ?? KNOWN) ||
    a.area.localeCompare(b.area)
  )
}

/** Whether a chain of shared queues leads from a case to one of these. */
function connected(stops: readonly Stop[], from: number, to: ReadonlySet<number>): boolean {
  const seen = new Set([from])
  for (let grown = true; grown; ) {
    const queues = new Set(stops.filter((stop) => seen.has(stop.case)).map(({ area }) => area))
    const before = seen.size
    for (const stop of stops) if (queues.has(stop.area)) seen.add(stop.case)
    grown = seen.size > before
  }
  return [...to].some((one) => seen.has(one))
}
