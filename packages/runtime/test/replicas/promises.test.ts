import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWorld, type Event, type Fault } from './model.ts'

const often = (what: Event['what'], weight: number) => ({ weight, arbitrary: fc.constant(what) })
const event: fc.Arbitrary<Event> = fc.record({
  what: fc.oneof(
    ...[often('pass', 12), often('start', 8), often('live', 24), often('request', 10), often('respond', 10)],
    ...[often('look', 8), often('fire', 8), often('publish', 12), often('beat', 5), often('arrive', 5)],
    ...[often('answer', 5), often('lose', 1), often('freeze', 2), often('thaw', 4), often('die', 1)],
    ...[often('leave', 1), often('work', 12)],
  ),
  who: fc.nat(2),
  n: fc.nat(99),
})
const history = fc.record({
  skews: fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 3, maxLength: 3 }),
  events: fc.array(event, { minLength: 60, maxLength: 150, size: 'max' }),
})

async function brokenBy({ skews, events }: { skews: number[]; events: Event[] }, fault?: Fault) {
  const world = createWorld(skews, fault)
  for (const one of events) await world.happen(one)
  return world.broken
}

describe('replicas of one service', () => {
  it('write no fact before an instant that any of them gave out', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        expect(await brokenBy(one)).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  const faults: Fault[] = [
    'open gate',
    'everybody is let in',
    'jobs are not waited for',
    'own clock instead of the floor',
  ]
  it.each(faults)('would be seen to if there was this fault: %s', async (fault) => {
    const { failed } = await fc.check(
      fc.asyncProperty(history, async (one) => (await brokenBy(one, fault)).length === 0),
      { numRuns: 5_000, seed: 1, endOnFailure: true },
    )
    expect(failed).toBe(true)
  })
})
