import { join } from 'node:path'
import { cutTails, ownKafka } from '@ventanilla/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTopics } from '../../src/kafka/index.ts'
import { openWorld, patience, SLOW_MS, type World } from './world.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** A broker that the test may kill. */
async function ownBroker() {
  const broker = await ownKafka()
  onTestFinished(() => broker[Symbol.asyncDispose]())
  return broker
}

/** Every case has had each of its facts once, in order, when `rounds` of one fact for each of `cases` were written. */
async function expectAll(world: World, cases: number, rounds: number) {
  for (const of of upTo(cases))
    await expect.poll(() => world.seen(of), patience).toEqual(upTo(rounds).map((n) => (n - 1) * cases + of))
}

describe('a broker', { timeout: SLOW_MS }, () => {
  it('that has only just started is nothing to tell of', async () => {
    const broker = await ownBroker()
    const world = await openWorld({ brokers: broker.server.brokers })
    const bus = world.openBus()
    await bus.subscribe(world.witnessing({ onWatermark: () => {} }))
    for (let i = 0; i < 5; i++) await world.write(upTo(6))
    await expectAll(world, 6, 5)
    expect(world.troubles).toEqual([])
  })

  it('may be killed in the middle and come back: nothing is lost, nothing done twice', async () => {
    const broker = await ownBroker()
    const world = await openWorld({ brokers: broker.server.brokers })
    const bus = world.openBus({ batch: 10 })
    const subscribed = await bus.subscribe(world.witnessing())
    for (let i = 0; i < 20; i++) await world.write(upTo(6))
    await expect.poll(async () => (await world.seen(1)).length, patience).toBeGreaterThan(3)
    await broker.server.kill()
    for (let i = 0; i < 20; i++) await world.write(upTo(6))
    await broker.restart()
    await expectAll(world, 6, 40)
    await expect.poll(() => bus.unpublished(), patience).toBe(0)
    await expect.poll(() => subscribed.failing(), patience).toBeUndefined()
  })

  it('that lost what it had acknowledged is filled again from the log', async () => {
    const broker = await ownBroker()
    const world = await openWorld({ brokers: broker.server.brokers })
    const marks: string[] = []
    const bus = world.openBus({ batch: 20, checkpointEvery: 25 })
    const early = await bus.subscribe(
      world.witnessing({ onWatermark: (_: string, instant: string) => marks.push(instant) }),
    )
    for (let i = 0; i < 20; i++) await world.write(upTo(6))
    await expectAll(world, 6, 20)
    await early.stop()
    // Known to the broker alone when it goes down.
    for (let i = 0; i < 10; i++) await world.write(upTo(6))
    await expect.poll(() => bus.unpublished(), patience).toBe(0)
    await broker.server.kill()
    const cut = await cutTails(join(broker.dir, 'data'), world.topics.name('intake'))
    expect(cut).toBeGreaterThan(0)
    await broker.restart()
    const late = await bus.subscribe(
      world.witnessing({ onWatermark: (_: string, instant: string) => marks.push(instant) }),
    )
    await expectAll(world, 6, 30)
    world.setNow('2026-03-26T15:00:00.000Z')
    await expect.poll(() => marks.at(-1), patience).toBe('2026-03-26T15:00:00.000Z')
    await expect.poll(() => late.failing(), patience).toBeUndefined()
    expect(world.told).toContain('records are gone from the brokers: they are published again')
  })

  it('whose topics were made anew has all of them again', async () => {
    const world = await openWorld()
    const bus = world.openBus()
    const subscribed = await bus.subscribe(world.witnessing())
    for (let i = 0; i < 5; i++) await world.write(upTo(6))
    await expectAll(world, 6, 5)
    await world.topics.drop()
    await createTopics({ ...world.address, services: ['intake'] })
    for (let i = 0; i < 5; i++) await world.write(upTo(6))
    await expectAll(world, 6, 10)
    await expect.poll(() => subscribed.behind(), patience).toBe(0)
    const other = world.openBus({ publishers: [] })
    let count = 0
    await other.subscribe(
      world.witnessing({
        consumer: 'newcomer',
        async handle({ events, places }) {
          count += events.length
          await world.mine.write('a', { appends: [], places })
          return 'done'
        },
      }),
    )
    await expect.poll(() => count, patience).toBe(60)
  })

  it('that stands still is left, and come back to', async () => {
    const broker = await ownBroker()
    const world = await openWorld({ brokers: broker.server.brokers })
    const subscribed = await world.openBus({ stallMs: 2_000 }).subscribe(world.witnessing())
    await world.write([1])
    await expect.poll(() => world.seen(1), patience).toEqual([1])
    process.kill(broker.server.pid, 'SIGSTOP')
    await expect.poll(() => world.told, patience).toContain('a consumer is made anew')
    await expect.poll(() => subscribed.failing(), patience).toBeDefined()
    process.kill(broker.server.pid, 'SIGCONT')
    await world.write([1])
    await expect.poll(() => world.seen(1), patience).toEqual([1, 2])
    await expect.poll(() => subscribed.failing(), patience).toBeUndefined()
  })
})
