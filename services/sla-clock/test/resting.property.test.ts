import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { underLaw } from './support/law-procedure.ts'
import { bounced, delivered } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { answeredWith, merged, sharedLetter, unmerged } from './support/merge-events.ts'
import { answeredOn, moved, opened } from './support/routing-events.ts'

/** What happens to a case, in order; the numbers are those of a log in which a merge has its place or not. */
const life: readonly ((order: number) => PublicEvent)[] = [
  (order) => moved(order, 'asignar', '2026-11-23'),
  (order) => moved(order, 'requerir', '2026-11-26'),
  (order) => moved(order, 'completar', '2026-12-03'),
  (order) => answeredOn(order, '2026-12-29'),
  (order) => moved(order, 'responder', '2026-12-29'),
  (order) => moved(order, 'cerrar', '2026-12-30'),
  (order) => moved(order, 'reabrir-inconforme', '2027-01-04'),
]

const days = [
  ...['2026-11-22', '2026-11-23', '2026-11-26', '2026-12-03', '2026-12-29', '2026-12-29', '2026-12-30'],
  '2027-01-04',
]
const looks = ['2026-11-30', '2026-12-10', '2026-12-18', '2026-12-29', '2027-02-01'].map((day) =>
  bogotaInstant(day),
)

it('a clock that rested goes on as if it never had: the same end, rungs, pauses and what lies ahead', async () => {
  const index = fc.nat(life.length)
  await fc.assert(
    fc.asyncProperty(index, index, index, fc.constantFrom(...looks), async (one, two, upToFact, upTo) => {
      const [from, to] = [Math.min(one, two), Math.max(one, two)]
      const count = Math.max(to, upToFact)
      // Every fact keeps its number in both logs, so that they differ in the merge alone.
      const facts = life.slice(0, count).map((make, nth) => make(10 * (nth + 2)))
      const [rested, never] = [memoryWorld(), memoryWorld()]
      await never.hear(opened(1), ...facts)
      await rested.hear(opened(1), ...facts.slice(0, from))
      await rested.hear(merged(10 * (from + 1) + 5, days[from] ?? ''))
      expect(await rested.ahead('legal'), 'nothing is told of one that rests').toEqual([])
      await rested.hear(...facts.slice(from, to))
      expect(await rested.ahead('legal')).toEqual([])
      await rested.hear(unmerged(10 * (to + 1) + 6, days[to] ?? ''))
      await rested.hear(...facts.slice(to))
      const now = (world: typeof never) => world.now('legal', { upTo })
      expect(await now(rested)).toEqual(await now(never))
    }),
    { numRuns: 300 },
  )
})

it('what it passed while it rested is told once it goes on, each at its own instant', async () => {
  const world = memoryWorld()
  await world.hear(opened(1))
  const before = await world.ahead('legal')
  await world.hear(merged(2, '2026-12-04'))
  // Yellow was reached the evening before, and is told with the merge; what comes after it isn't.
  expect(await world.types()).toEqual(['ClockStarted', 'ClockWarned', 'ClockSetAside'])
  await world.hear(unmerged(3, '2027-01-20'))
  expect(await world.ahead('legal')).toEqual(before.slice(1))
  expect((await world.events()).at(-1)).toMatchObject({ type: 'ClockTakenUp', data: { on: '2027-01-20' } })
  expect(await world.now('legal', { upTo: bogotaInstant('2027-01-20') })).toMatchObject({
    ...{ state: 'breached', due: '2026-12-14' },
  })
})

it('comes to rest once, and is taken up once', async () => {
  const world = memoryWorld()
  await world.hear(opened(1), unmerged(2, '2026-11-23'), merged(3, '2026-11-23'))
  await world.hear(merged(4, '2026-11-24'), unmerged(5, '2026-11-25'), unmerged(6, '2026-11-25'))
  expect(await world.types()).toEqual(['ClockStarted', 'ClockSetAside', 'ClockTakenUp'])
})

it('an answer to the case that went on for it leaves no trace once they are separated, whatever became of its letter', async () => {
  const letters = fc.subarray(['delivered', 'bounced'] as const)
  const law = fc.constantFrom(undefined, underLaw())
  await fc.assert(
    fc.asyncProperty(law, letters, letters, fc.constantFrom(...looks), async (find, before, after, upTo) => {
      const [rested, never] = [memoryWorld([], memoryLog(), find), memoryWorld([], memoryLog(), find)]
      const answer = answeredWith(4, '2026-12-10')
      const told = (kinds: typeof before, from: number, day: string) =>
        kinds.map((kind, nth) =>
          (kind === 'delivered' ? delivered : bounced)(from + nth, sharedLetter(answer), day),
        )
      await never.hear(opened(1))
      await rested.hear(opened(1), merged(3, '2026-12-04'), answer)
      await rested.hearLetters(...told(before, 1, '2026-12-10'))
      await rested.hear(unmerged(5, '2026-12-10'))
      await rested.hearLetters(...told(after, 5, '2026-12-11'))
      const now = async (world: typeof never) => {
        const { state, due, late, extension } = (await world.now('legal', { upTo })) ?? {}
        return { state, due, late, extension }
      }
      expect(await now(rested)).toEqual(await now(never))
    }),
    { numRuns: 200 },
  )
})
