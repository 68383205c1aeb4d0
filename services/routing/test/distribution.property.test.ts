import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ranking, rank, weighed } from '../src/domain/distribution/rank.ts'
import type { Skills } from '../src/domain/officers/events.ts'
import type { KnownOfficer } from '../src/domain/officers/officer.ts'
import { everything, officer, post } from './support/officers.ts'

const today = '2026-11-20'
const some = (...words: string[]) => fc.subarray(words)
const skills: fc.Arbitrary<Skills> = fc.record({
  ...{ kinds: some('queja', 'reclamo'), themes: some('cartera', 'otro') },
  ...{ products: some('ceramica'), channels: some('virtual', 'correo') },
})
const known: fc.Arbitrary<KnownOfficer> = fc
  .record({
    id: fc.stringMatching(/^[a-z]{1,3}$/),
    skills: fc.oneof(fc.constant(everything), skills),
    capacity: fc.integer({ min: 1, max: 20 }),
    inService: fc.boolean(),
    away: fc.boolean(),
    level: fc.constantFrom(1, 1, 2),
  })
  .map(({ id, away, level, ...about }) => {
    const absence = {
      id: 'x',
      from: '2026-11-19',
      to: '2026-11-21',
      reason: 'otra',
      redistribute: false,
    } as const
    return officer(id, { ...about, attends: [{ ...post, level }], absences: away ? [absence] : [] })
  })
const ranking: fc.Arbitrary<Ranking> = fc
  .record({
    officers: fc.uniqueArray(known, { selector: (one) => one.officer, maxLength: 12 }),
    loads: fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }),
    caseId: fc.uuid(),
    weights: fc.record({ skill: fc.nat(10), load: fc.integer({ min: 1, max: 10 }) }),
  })
  .map(({ officers, loads, caseId, weights }) => ({
    ...{ officers, weights, today },
    about: { caseId, ...post, kind: 'queja', channel: 'virtual', theme: 'cartera' },
    open: new Map(officers.map((one, at) => [one.officer, loads[at] ?? 0])),
  }))

const ids = (given: Ranking) => rank(given).map((one) => one.officer)

describe('a ranking', () => {
  it('is the same in whatever order the officers come', () => {
    fc.assert(
      fc.property(ranking, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const mixed = given.officers
          .map((one) => ({ one, at: numbers.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one)
        expect(rank({ ...given, officers: mixed })).toEqual(rank(given))
      }),
    )
  })

  it('has nobody first who is absent or full while another is free', () => {
    fc.assert(
      fc.property(ranking, (given) => {
        const candidates = rank(given)
        const free = candidates.filter(({ out }) => out.length === 0)
        expect(candidates.slice(0, free.length)).toEqual(free)
        const first = weighed(candidates, given.weights)?.officer
        expect(first).toBe(free[0]?.officer)
        const chosen = given.officers.find((one) => one.officer === first)
        if (chosen === undefined) return
        expect([chosen.absences, chosen.inService]).toEqual([[], true])
        expect(given.open.get(chosen.officer)).toBeLessThan(chosen.capacity)
      }),
    )
  })

  it('puts nobody further back because the first got one more', () => {
    fc.assert(
      fc.property(ranking, (given) => {
        const [first, ...others] = ids(given)
        if (first === undefined) return
        const open = new Map(given.open).set(first, (given.open.get(first) ?? 0) + 1)
        const then = ids({ ...given, open })
        for (const one of others) expect(then.indexOf(one)).toBeLessThanOrEqual(others.indexOf(one) + 1)
      }),
    )
  })

  it('spreads equal cases over equal officers to within one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.uuid(), { maxLength: 60 }), (many, cases) => {
        const officers = Array.from({ length: many }, (_, at) => officer(`agente-${at}`, { capacity: 500 }))
        const open = new Map(officers.map((one) => [one.officer, 0]))
        for (const caseId of cases) {
          const about = { caseId, ...post, kind: 'queja', channel: 'virtual' }
          const [first] = ids({ about, officers, open, today, weights: { skill: 1, load: 1 } })
          if (first !== undefined) open.set(first, (open.get(first) ?? 0) + 1)
        }
        const loads = [...open.values()]
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('doesn’t prefer the same of two equals in every case', () => {
    const officers = [officer('agente-1'), officer('agente-2')]
    const cases = Array.from({ length: 400 }, (_, at) => `case-${at}`)
    const first = cases.filter((caseId) => {
      const about = { caseId, ...post, kind: 'queja', channel: 'virtual' }
      return (
        ids({ about, officers, open: new Map(), today, weights: { skill: 1, load: 1 } })[0] === 'agente-1'
      )
    })
    expect(first.length).toBeGreaterThan(150)
    expect(first.length).toBeLessThan(250)
  })
})
