import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Delivery } from '../../src/index.ts'
import { caseOf, consumer, deliver, numbered, parked, world } from './world.ts'

const CASES = ['a', 'b', 'c']
const SOURCE = 'intake/icetex'

type World = ReturnType<typeof world>
type Step = (there: World) => Promise<unknown>

/** A log whose every answer comes when the scheduler lets it. */
function scheduled(scheduler: fc.Scheduler) {
  const log = memoryLog()
  const turn = (name: string) => scheduler.schedule(Promise.resolve(), name)
  const slow =
    <A extends unknown[], R>(name: string, work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await turn(name)
      const answer = await work(...given)
      await turn(`${name} answered`)
      return answer
    }
  return {
    ...log,
    write: slow('write', log.write),
    stream: slow('stream', log.stream),
    streams: slow('streams', log.streams),
    read: slow('read', log.read),
    place: slow('place', log.place),
  }
}

/** One process of the consumer, with what a bus remembers of its place and what parking does of the cases. */
function replica(there: World, events: Delivery['events']) {
  let receive = there.replica()
  let known: number | undefined
  return {
    restart() {
      receive = there.replica()
      known = undefined
    },
    /** As after an error, or when another replica had the place for a while. */
    ask() {
      known = undefined
    },
    async look(batch: number): Promise<boolean> {
      known ??= await there.log.place(consumer, SOURCE)
      const expected = known
      const next = events.filter(({ sequence }) => sequence > expected).slice(0, batch)
      const last = next.at(-1)
      if (!last) {
        known = undefined
        return false
      }
      known = undefined
      const handled = await receive(deliver(next, expected)).catch(() => 'failed')
      if (handled === 'done') known = last.sequence
      return true
    },
  }
}

const oneCase = fc.constantFrom(...CASES)
const outside: fc.Arbitrary<Step> = fc.oneof(
  oneCase.map(
    (name) =>
      async ({ release }: World) =>
        release.replay(parked(name), 'ana').catch(() => undefined),
  ),
  oneCase.map(
    (name) =>
      async ({ refusing }: World) =>
        refusing.add(caseOf(name)),
  ),
  oneCase.map(
    (name) =>
      async ({ refusing }: World) =>
        refusing.delete(caseOf(name)),
  ),
)
const discarding: fc.Arbitrary<Step> = oneCase.map(
  (name) =>
    async ({ release }: World) =>
      release.discard(parked(name), { actor: 'bea', reason: 'duplicate' }),
)

/** Two replicas, and operators who replay, heal and break cases, their every question and answer in any order. */
async function race(
  scheduler: fc.Scheduler,
  { names, batches, steps }: { names: string[]; batches: (number | 'restart' | 'ask')[][]; steps: Step[][] },
): Promise<World> {
  const there = world({ log: scheduled(scheduler), tries: 2 })
  const events = names.map((name, index) => numbered(index + 1, name))
  const replicas = batches.map(async (looks) => {
    const mine = replica(there, events)
    for (const look of looks)
      if (look === 'restart') mine.restart()
      else if (look === 'ask') mine.ask()
      else await mine.look(look)
  })
  const operators = steps.map(async (mine) => {
    for (const step of mine) await step(there)
  })
  const racing = Promise.all([...replicas, ...operators])
  await scheduler.waitFor(racing)
  there.refusing.clear()
  const last = replica(there, events)
  await scheduler.waitFor(
    (async () => {
      while (await last.look(3));
      for (const name of CASES) await there.release.replay(parked(name), 'ana')
    })(),
  )
  return there
}

const looks = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
    fc.constantFrom('restart' as const, 'ask' as const),
  ),
  {
    maxLength: 8,
  },
)
const races = (step: fc.Arbitrary<Step>) =>
  fc.record({
    names: fc.array(oneCase, { minLength: 1, maxLength: 10 }),
    batches: fc.tuple(looks, looks),
    steps: fc.tuple(fc.array(step, { maxLength: 6 }), fc.array(step, { maxLength: 6 })),
  })

it('whoever parks and replays at the same time, each case is handled once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), races(outside), async (scheduler, given) => {
      const there = await race(scheduler, given)
      for (const name of CASES) {
        const all = given.names.flatMap((one, index) => (one === name ? [index + 1] : []))
        expect(await scheduler.waitFor(there.seen(name))).toEqual(all)
        expect(await scheduler.waitFor(there.waiting(name))).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

it('what is discarded meanwhile is a piece of what waited; the rest is handled once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), races(fc.oneof(outside, discarding)), async (scheduler, world) => {
      const there = await race(scheduler, world)
      for (const name of CASES) {
        const all = world.names.flatMap((one, index) => (one === name ? [index + 1] : []))
        const seen = await scheduler.waitFor(there.seen(name))
        const facts = await scheduler.waitFor(there.parkingFacts(name))
        const discarded = facts.reduce(
          (sum, { type, data }) => sum + (type === 'ParkedCaseDiscarded' ? data.events : 0),
          0,
        )
        expect(seen).toEqual(all.filter((number) => seen.includes(number)))
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.length + discarded).toBe(all.length)
      }
    }),
    { numRuns: 300 },
  )
})
