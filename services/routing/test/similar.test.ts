import { addDays, bogotaInstant } from '@ventanilla/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Likeness, NEAR, resemblance } from '../src/domain/similar/resemblance.ts'

const one: Likeness = {
  ...{ caseId: 'a', entity: 'icetex', family: 'pqrsd', kind: 'queja', theme: 'cartera' },
  ...{ product: 'credito-pregrado', personRef: 'p', receivedAt: bogotaInstant('2026-11-20', '10:00') },
}
const other = (about: Partial<Likeness> = {}): Likeness => ({ ...one, caseId: 'b', ...about })

describe('two cases', () => {
  it('of one person, asking the same on one day, are as like as can be, and say why', () => {
    expect(resemblance(one, other())).toEqual({
      score: 100,
      reasons: [
        { code: 'same-person', points: 50 },
        { code: 'same-kind', points: 10 },
        { code: 'same-theme', points: 15 },
        { code: 'same-product', points: 15 },
        { code: 'days-apart', points: 10, days: 0 },
      ],
      why: 'Tienen la misma persona, el mismo tipo, el mismo tema y el mismo producto, y se recibieron el mismo día.',
    })
  })

  it('of one person are worth a look however different and far apart', () => {
    const far = other({ kind: 'peticion', theme: 'x', product: 'y', receivedAt: bogotaInstant('2026-01-02') })
    expect(resemblance(one, far)).toMatchObject({
      score: 50,
      why: 'Tienen la misma persona, y se recibieron con 322 días de diferencia.',
    })
  })

  it('of whom nobody knows are so by kind and theme, within so many days', () => {
    const anonymous = (days: number) =>
      other({ personRef: undefined, receivedAt: bogotaInstant(addDays('2026-11-20', days), '10:00') })
    expect(resemblance(one, anonymous(NEAR))?.score).toBe(40)
    expect(resemblance(one, anonymous(NEAR + 1))).toBeUndefined()
    expect(resemblance(one, other({ personRef: 'q', theme: 'otro' }))).toBeUndefined()
    const nobody = { personRef: undefined, theme: undefined }
    expect(resemblance({ ...one, ...nobody }, other(nobody)), 'nothing is no theme').toBeUndefined()
  })

  it('are not compared with themselves, nor across entities or families', () => {
    expect(resemblance(one, one)).toBeUndefined()
    expect(resemblance(one, other({ entity: 'cisa' }))).toBeUndefined()
    expect(resemblance(one, other({ family: 'publication' }))).toBeUndefined()
  })

  it('are as like the one way as the other', () => {
    const maybe = (...words: string[]) => fc.constantFrom(undefined, ...words)
    const any = fc.record({
      ...{ caseId: fc.constantFrom('a', 'b', 'c'), entity: fc.constantFrom('e', 'e', 'e', 'f') },
      ...{ family: fc.constantFrom('g', 'g', 'g', 'h'), kind: fc.constantFrom('k', 'l') },
      ...{ theme: maybe('t', 'u'), product: maybe('v', 'w'), personRef: maybe('p', 'q') },
      receivedAt: fc
        .integer({ min: 0, max: 60 })
        .map((days) => bogotaInstant(addDays('2026-11-01', days), '23:30')),
    })
    let alike = 0
    fc.assert(
      fc.property(any, any, (a, b) => {
        const found = resemblance(a, b)
        expect(found).toEqual(resemblance(b, a))
        if (found === undefined) return
        alike += 1
        expect(found.score).toBe(found.reasons.reduce((sum, { points }) => sum + points, 0))
        expect(found.score).toBeLessThanOrEqual(100)
      }),
      { numRuns: 5_000 },
    )
    expect(alike).toBeGreaterThan(150)
  })
})
