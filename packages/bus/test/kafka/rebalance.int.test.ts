import { describe, expect, it } from 'vitest'
import type { Handled } from '../../src/index.ts'
import { door, openWorld, patience, SLOW_MS } from './world.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('while partitions change hands', { timeout: SLOW_MS }, () => {
  it('what is handled when others join and leave has its effects once, in order', async () => {
    const world = await openWorld()
    const slowly: typeof world.react = async (delivery) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return world.react(delivery)
    }
    const buses = [world.openBus({ batch: 4 }), world.openBus({ publishers: [], batch: 4 })]
    const one = await buses[0]?.subscribe(world.witnessing({ handle: slowly }))
    const writing = (async () => {
      for (let i = 0; i < 60; i++) await world.write(upTo(8))
    })()
    const other = await buses[1]?.subscribe(world.witnessing({ handle: slowly }))
    await expect.poll(async () => (await world.seen(1)).length, patience).toBeGreaterThan(5)
    await other?.stop()
    const third = await buses[1]?.subscribe(world.witnessing({ handle: slowly }))
    await expect.poll(async () => (await world.seen(1)).length, patience).toBeGreaterThan(20)
    await one?.stop()
    await writing
    for (const of of upTo(8))
      await expect.poll(() => world.seen(of), patience).toEqual(upTo(60).map((n) => (n - 1) * 8 + of))
    await expect.poll(() => third?.behind(), patience).toBe(0)
  })

  it('a batch that comes through after its partition went to another writes nothing', async () => {
    const world = await openWorld()
    const held = door()
    const answers: Handled[] = []
    const zombie: typeof world.react = async (delivery) => {
      await held.pass()
      const handled = await world.react(delivery)
      answers.push(handled)
      return handled
    }
    await world.write([1, 1, 1])
    const first = await world.openBus().subscribe(world.witnessing({ handle: zombie }))
    await held.arrived
    // It answers no rebalance while it is held, so its group goes on without it.
    const second = await world.openBus({ publishers: [] }).subscribe(world.witnessing())
    await expect.poll(() => world.seen(1), patience).toEqual([1, 2, 3])
    held.open()
    await expect.poll(() => answers[0], patience).toBe('moved')
    await world.write([1, 2])
    await expect.poll(() => world.seen(1), patience).toEqual([1, 2, 3, 4])
    await expect.poll(() => world.seen(2), patience).toEqual([5])
    await Promise.all([first.stop(), second.stop()])
  })

  it('a watermark waits for what another replica still handles', async () => {
    const world = await openWorld()
    const held = door()
    const marks: string[] = []
    const hear = { onWatermark: (_: string, instant: string) => marks.push(instant) }
    const bus = world.openBus()
    const slow = await bus.subscribe(
      world.witnessing({
        async handle(delivery) {
          await held.pass()
          return world.react(delivery)
        },
      }),
    )
    const quick = await world.openBus({ publishers: [] }).subscribe(world.witnessing(hear))
    // Once each has its share, some of these cases lie with the slow one.
    await expect.poll(() => marks.length, patience).toBeGreaterThan(0)
    await world.write(upTo(12))
    await held.arrived
    world.setNow('2026-03-25T15:00:00.000Z')
    await expect.poll(() => bus.unpublished(), patience).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(marks).not.toContain('2026-03-25T15:00:00.000Z')
    held.open()
    await expect.poll(() => marks.at(-1), patience).toBe('2026-03-25T15:00:00.000Z')
    for (const of of upTo(12)) expect(await world.seen(of)).toEqual([of])
    await Promise.all([slow.stop(), quick.stop()])
  })
})
