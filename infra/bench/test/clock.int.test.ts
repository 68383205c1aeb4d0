import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Loaded, loadClocks, lookForMarks, openClock, tellMarks } from '../src/clock/open-clock.ts'
import { ENTITY, endOf } from '../src/clock/told-cases.ts'

const PER_DAY = 30
let loaded: Loaded
beforeAll(async () => {
  loaded = await loadClocks({ days: 3, clocks: 3 * PER_DAY, logged: true })
}, 60_000)
afterAll(() => loaded?.[Symbol.asyncDispose]())

it('loads clocks of which the real service knows when they reach what, and tells each once', async () => {
  expect(loaded.clocks).toBe(3 * PER_DAY)
  await using clock = await openClock(loaded.environment)
  const { service } = clock
  const head = await service.log.head(ENTITY)
  clock.reach(endOf(6))
  expect(await lookForMarks(service)()).toBe(false)
  // Fifteen days of term with a rung eight before the end: of the first two days of receipt.
  clock.reach(endOf(8))
  expect(await tellMarks(service)).not.toBeNaN()
  const told = await service.log.read(ENTITY, head, 10 * PER_DAY)
  expect(told).toHaveLength(2 * PER_DAY)
  expect(new Set(told.map(({ stream }) => stream)).size).toBe(2 * PER_DAY)
  expect(told.map(({ type, version }) => `${type} ${version}`)).toEqual(
    Array.from({ length: 2 * PER_DAY }, () => 'ClockWarned 2'),
  )
  expect([...new Set(told.map(({ at }) => at))].sort()).toEqual([endOf(7), endOf(8)])
})
