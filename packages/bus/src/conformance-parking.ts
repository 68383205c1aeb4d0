import type { EventLog } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import type { Delivery, Handled, Subscribed } from './bus.ts'
import { casesInLog } from './parking/cases.ts'
import { createParking } from './parking/parking.ts'
import { createRelease } from './parking/release.ts'

const patience = { timeout: 20_000 }

/** A publisher, a witness of what it says, and the bus between them. */
export interface BetweenThem {
  mine: EventLog
  caseOf(caseNumber: number): string
  write(caseNumber: number): Promise<unknown>
  react(delivery: Delivery): Promise<Handled>
  subscribe(handle: (delivery: Delivery) => Promise<Handled>): Promise<Subscribed>
  settled(subscribed: Subscribed): Promise<void>
  seen(caseNumber: number): Promise<unknown[]>
}

/** What every bus must do for a consumer that parks what it can't handle. */
export function parkingConformance(setUp: () => Promise<BetweenThem>): void {
  /** The witness can't handle the first case until it is `healed`. */
  async function withPoison() {
    const there = await setUp()
    let healed = false
    const handle = async (delivery: Delivery) => {
      if (!healed && delivery.events.some(({ subject }) => subject === there.caseOf(1)))
        throw new TypeError('not this case')
      return there.react(delivery)
    }
    const how = {
      ...{ log: there.mine, handle },
      isTransient: (error: unknown) => !(error instanceof TypeError),
      describe: (error: unknown) => ({ code: (error as Error).name, message: (error as Error).message }),
      now: () => '2026-03-24T15:00:00.000Z',
    }
    const cases = casesInLog(there.mine)
    const start = () => there.subscribe(createParking({ consumer: 'witness', ...how, cases, tries: 2 }))
    const parked = { consumer: 'witness', source: 'intake' as const, key: there.caseOf(1) }
    return {
      ...there,
      start,
      waits: async () => [...(await cases.of('witness', 'intake')).keys()],
      replay() {
        healed = true
        return createRelease(how).replay(parked, 'test')
      },
    }
  }

  it('goes on with the other cases when the events of one can’t be handled and are parked', async () => {
    const { write, start, settled, seen, waits, caseOf } = await withPoison()
    for (const caseNumber of [1, 2, 1, 3, 2]) await write(caseNumber)
    const subscribed = await start()
    await settled(subscribed)
    expect([await seen(1), await seen(2), await seen(3)]).toEqual([[], [2, 5], [4]])
    expect(await waits()).toEqual([caseOf(1)])
    await expect.poll(() => subscribed.failing(), patience).toBeUndefined()
    await subscribed.stop()
  })

  it('goes on with a parked case once it was replayed, in the order of its events', async () => {
    const { write, start, settled, seen, replay } = await withPoison()
    for (const caseNumber of [1, 2, 1]) await write(caseNumber)
    const subscribed = await start()
    await settled(subscribed)
    expect(await replay()).toEqual({ outcome: 'replayed', events: 2 })
    for (const caseNumber of [2, 1]) await write(caseNumber)
    await settled(subscribed)
    expect([await seen(1), await seen(2)]).toEqual([
      [1, 3, 5],
      [2, 4],
    ])
    await subscribed.stop()
  })

  it('leaves a parked case parked when its consumer starts again', async () => {
    const { write, start, settled, seen, replay, waits, caseOf } = await withPoison()
    for (const caseNumber of [1, 2]) await write(caseNumber)
    const before = await start()
    await settled(before)
    await before.stop()
    for (const caseNumber of [1, 2]) await write(caseNumber)
    const after = await start()
    await settled(after)
    expect([await seen(1), await seen(2)]).toEqual([[], [2, 4]])
    expect(await waits()).toEqual([caseOf(1)])
    expect(await replay()).toEqual({ outcome: 'replayed', events: 2 })
    expect(await seen(1)).toEqual([1, 3])
    await after.stop()
  })
}
