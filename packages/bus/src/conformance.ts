import type { PublicDraft, PublicEvent } from '@ventanilla/contracts'
import type { Decider, Fact } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Bus, Delivery, Publications, Subscribed } from './bus.ts'
import { parkingConformance } from './conformance-parking.ts'
import { createReactor } from './reactor.ts'

/** Opens a bus on which `intake` publishes what is written into `log`, and nobody else publishes anything. */
export type OpenBus = (
  intake: { log: EventLog; publications: Publications; watermark(): string },
  options: { batch: number },
) => Promise<{ bus: Bus; close(): Promise<void> }>

/** A log with nothing in it. */
type OpenLog = () => Promise<EventLog>

/** Long enough for a bus that must first find its brokers, or that waits after a failure. */
const patience = { timeout: 20_000 }

type Seen = Fact<'Seen', { number: number }>
const witness: Decider<number[], { see: number }, Seen> = {
  initial: [],
  decide: ({ see }) => [{ type: 'Seen', data: { number: see } }],
  evolve: (state, { data }) => [...state, data.number],
}

const caseOf = (n: number) => deriveId('bus case', n)

/** Only Numbered is public: what else the publisher writes stays with it. */
const publications: Publications = (recorded: Recorded): PublicDraft | undefined =>
  recorded.type === 'Numbered'
    ? {
        type: 'ventanilla.intake.FilingNumbered.v1',
        subject: String(recorded.data.caseId),
        data: recorded.data as never,
      }
    : undefined

/** What every bus must do. */
export function busConformance(
  name: string,
  open: OpenBus,
  openLog: OpenLog = async () => memoryLog(),
): void {
  describe(`${name} as a bus`, () => {
    async function setUp(batch = 3) {
      const published = await openLog()
      const mine = await openLog()
      let number = 0
      let now = '2026-03-24T15:00:00.000Z'
      const { bus, close } = await open({ log: published, publications, watermark: () => now }, { batch })
      onTestFinished(close)
      const write = (caseNumber: number, type = 'Numbered', entity = 'a') => {
        number += 1
        const caseId = caseOf(caseNumber)
        const data = { caseId, radicado: `R-${number}`, number, series: 's', numberedAt: now }
        const event = { id: deriveId('bus', number), type, data, at: now }
        return published.write(entity, {
          appends: [{ stream: `filing/${caseId}`, expected: 'any', events: [event], actor: 'test' }],
        })
      }
      const react = createReactor({
        consumer: 'witness',
        log: mine,
        decider: witness,
        on: {
          'ventanilla.intake.FilingNumbered.v1': ({ subject, data }) => [
            { stream: `seen/${subject}`, command: { see: data.number } },
          ],
        },
      })
      const subscribe = (handle: (delivery: Delivery) => ReturnType<typeof react>, more = {}) =>
        bus.subscribe({ consumer: 'witness', from: ['intake'], place: mine.place, handle, ...more })
      const seen = async (caseNumber: number) =>
        (await mine.stream(`seen/${caseOf(caseNumber)}`)).events.map(({ data }) => data.number)
      /** All is out, and all that is out has been handled. */
      const settled = async (subscribed: Subscribed) => {
        await expect.poll(() => bus.unpublished(), patience).toBe(0)
        await expect.poll(() => subscribed.behind(), patience).toBe(0)
      }
      const setNow = (instant: string) => {
        now = instant
      }
      return { bus, published, mine, caseOf, write, react, subscribe, settled, seen, setNow }
    }

    parkingConformance(setUp)

    it('delivers every public event once, in the order of its case, with its place', async () => {
      const { mine, write, react, subscribe, settled, seen } = await setUp()
      for (let i = 0; i < 10; i++) await write(i % 2)
      const subscribed = await subscribe(react)
      await settled(subscribed)
      expect(await seen(0)).toEqual([1, 3, 5, 7, 9])
      expect(await seen(1)).toEqual([2, 4, 6, 8, 10])
      await write(0)
      await expect.poll(() => seen(0), patience).toEqual([1, 3, 5, 7, 9, 11])
      const at = [...(await mine.places('witness'))].filter(([source]) => source.startsWith('intake/a'))
      expect(Math.max(...at.map(([, next]) => next))).toBe(11)
      await subscribed.stop()
    })

    it('moves over what the publisher keeps to itself', async () => {
      const { write, react, subscribe, settled, seen } = await setUp()
      for (const type of ['Private', 'Private', 'Private', 'Private', 'Numbered', 'Private'])
        await write(1, type)
      const subscribed = await subscribe(react)
      await settled(subscribed)
      expect(await seen(1)).toEqual([5])
      await subscribed.stop()
    })

    it('tells where from, when and why', async () => {
      const { write, react, subscribe } = await setUp()
      const told: PublicEvent[] = []
      const subscribed = await subscribe(async (delivery) => {
        told.push(...delivery.events)
        return react(delivery)
      })
      await write(1)
      await expect.poll(() => told.length, patience).toBe(1)
      expect(told[0]).toMatchObject({
        id: deriveId('bus', 1),
        type: 'ventanilla.intake.FilingNumbered.v1',
        source: 'intake',
        entity: 'a',
        subject: caseOf(1),
        at: '2026-03-24T15:00:00.000Z',
        sequence: 1,
        actor: 'test',
      })
      await subscribed.stop()
    })

    it('calls again with what failed, and says so meanwhile', async () => {
      const { write, react, subscribe, seen } = await setUp()
      let failures = 2
      const subscribed = await subscribe(async (delivery) => {
        if (failures-- > 0) throw new Error('not yet')
        return react(delivery)
      })
      await write(1)
      await expect.poll(() => subscribed.failing(), patience).toBeDefined()
      await expect.poll(() => seen(1), patience).toEqual([1])
      await expect.poll(() => subscribed.failing(), patience).toBeUndefined()
      await subscribed.stop()
    })

    it('goes on with the other entities when the facts of one are refused, and says so', async () => {
      const { write, react, subscribe, seen, setNow } = await setUp()
      const marks: string[] = []
      await write(1, 'Numbered', 'a')
      await write(2, 'Numbered', 'b')
      // What had been reached before the facts were written says nothing of them.
      setNow('2026-03-25T15:00:00.000Z')
      const subscribed = await subscribe(
        async (delivery) => {
          if (delivery.entity === 'a') throw Object.assign(new Error('not these'), { code: 'NOT_THESE' })
          return react(delivery)
        },
        { onWatermark: (_: string, instant: string) => marks.push(instant) },
      )
      await expect.poll(() => seen(2), patience).toEqual([2])
      await expect.poll(() => subscribed.failing(), patience).toBe('NOT_THESE')
      expect(marks).not.toContain('2026-03-25T15:00:00.000Z')
      await subscribed.stop()
    })

    it('gives a batch that was handled, and whose answer was lost, no second effect', async () => {
      const { write, react, subscribe, seen } = await setUp()
      for (let i = 0; i < 4; i++) await write(1)
      let lost = false
      const subscribed = await subscribe(async (delivery) => {
        const handled = await react(delivery)
        if (!lost) {
          lost = true
          throw new Error('the answer was lost')
        }
        return handled
      })
      await expect.poll(() => seen(1), patience).toEqual([1, 2, 3, 4])
      await subscribed.stop()
    })

    it('lets two replicas share a place without doing anything twice', async () => {
      const { write, react, subscribe, settled, seen } = await setUp(1)
      const replicas = [await subscribe(react), await subscribe(react)]
      for (let i = 0; i < 20; i++) await write(i % 3)
      for (const replica of replicas) await settled(replica)
      expect(
        [...(await seen(0)), ...(await seen(1)), ...(await seen(2))].sort(
          (a, b) => (a as number) - (b as number),
        ),
      ).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
      await Promise.all(replicas.map((replica) => replica.stop()))
    })

    it('passes the watermark on only when everything before it was handled', async () => {
      const { write, react, subscribe, seen, setNow } = await setUp()
      const marks: string[] = []
      await write(1)
      setNow('2026-03-24T16:00:00.000Z')
      const subscribed = await subscribe(react, {
        onWatermark: (_: string, instant: string) => marks.push(instant),
      })
      await expect.poll(() => marks.at(-1), patience).toBe('2026-03-24T16:00:00.000Z')
      expect(await seen(1)).toEqual([1])
      await write(1)
      setNow('2026-03-25T15:00:00.000Z')
      await expect.poll(() => marks.at(-1), patience).toBe('2026-03-25T15:00:00.000Z')
      expect(await seen(1)).toEqual([1, 2])
      expect(marks).toEqual(marks.toSorted())
      await subscribed.stop()
    })

    it('refuses a subscription to a service that publishes nothing here', async () => {
      const { subscribe, react } = await setUp()
      await expect(subscribe(react, { from: ['reporting'] })).rejects.toThrow('reporting')
    })
  })
}
