import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffDelay } from '../src/index.ts'

it('doubles from the first wait to the bound', () => {
  const waits = [1, 2, 3, 4, 5, 1_000].map((failures) =>
    backoffDelay(failures, 1, { firstMs: 100, maxMs: 1_000 }),
  )
  expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000])
})

it('is never longer than the bound nor shorter than half of what it doubles to', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, jitter) => {
        const wait = backoffDelay(failures, jitter)
        expect(wait).toBeGreaterThanOrEqual(50)
        expect(wait).toBeLessThanOrEqual(15_000)
      },
    ),
  )
})
