import { type Delivery, openDirectBus, type StartLoop } from '@ventanilla/bus'
import type { PublicDraft, PublicEvent } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { createJournal } from '../src/reactions/journal.ts'
import { fromJournal } from '../src/reactions/journal-entry.ts'
import { caseId, publisher } from './facts.ts'

const tell = publisher()
const at = '2024-01-10T15:00:00.000Z'
const [a, b] = [caseId('a'), caseId('b')]
const filed = tell.filed(a, at)
const other = tell.filed(b, at)
const numbered = tell.numbered(a, at, 1)
const delivery = (events: PublicEvent[], expected: number, next: number): Delivery => ({
  ...{ source: 'intake', entity: 'icetex', events },
  places: [{ consumer: 'reporting', source: 'intake/icetex', expected, next }],
})
const kept = async (log: EventLog) =>
  (await log.read('icetex', 0, 100)).flatMap((one) => fromJournal(one) ?? [])

describe('the journal', () => {
  it('keeps an event whole, under the stream of its case, with the place in the same unit', async () => {
    const log = memoryLog()
    const handle = createJournal('reporting', log)
    const caused: PublicEvent = { ...numbered, cause: filed.id }
    expect(await handle(delivery([filed, other, caused], 0, 7))).toBe('done')
    expect(await kept(log)).toEqual([filed, caused, other])
    expect((await log.stream(`journal/${a}`)).events.map(({ id, type }) => [id, type])).toEqual([
      [filed.id, filed.type],
      [numbered.id, numbered.type],
    ])
    expect(await log.place('reporting', 'intake/icetex')).toBe(7)
  })

  it('moves on when a publisher kept all of it to itself', async () => {
    const log = memoryLog()
    expect(await createJournal('reporting', log)(delivery([], 0, 4))).toBe('done')
    expect(await log.place('reporting', 'intake/icetex')).toBe(4)
  })

  it('says when another replica was there first', async () => {
    const log = memoryLog()
    const handle = createJournal('reporting', log)
    await handle(delivery([filed], 0, 1))
    expect(await handle(delivery([filed], 0, 1))).toBe('moved')
    expect(await kept(log)).toHaveLength(1)
  })

  it('keeps once what a publisher tells again in other company', async () => {
    const log = memoryLog()
    const handle = createJournal('reporting', log)
    await handle(delivery([filed], 0, 1))
    expect(await handle(delivery([filed, numbered, other], 1, 3))).toBe('done')
    expect(await kept(log)).toEqual([filed, numbered, other])
    expect(await handle(delivery([filed, other], 3, 5))).toBe('done')
    expect(await log.head('icetex')).toBe(3)
    expect(await log.place('reporting', 'intake/icetex')).toBe(5)
  })

  it('follows a publisher over the bus, each case in its order', async () => {
    const source = memoryLog()
    const mine = memoryLog()
    const type = 'ventanilla.intake.FilingNumbered.v1'
    for (let n = 1; n <= 20; n++) {
      const id = caseId(n % 3)
      const data = { caseId: id, radicado: `R-${n}`, number: n, series: 's', numberedAt: at }
      const event = { id: deriveId('n', n), type: 'FilingNumbered', at, data: data as JsonObject }
      await source.write('icetex', {
        appends: [{ stream: `filing/${id}`, expected: 'any', events: [event], actor: 'intake' }],
      })
    }
    const bus = openDirectBus({
      publishers: [
        {
          ...{ name: 'intake', log: source, watermark: () => at },
          publications: ({ data }) =>
            ({ type, subject: String(data.caseId), data }) as unknown as PublicDraft,
        },
      ],
      startLoop,
      batch: 4,
      shuffle: reverseCases,
    })
    const handle = createJournal('reporting', mine)
    const subscribed = await bus.subscribe({
      consumer: 'reporting',
      from: ['intake'],
      place: mine.place,
      handle,
    })
    await expect.poll(() => subscribed.behind()).toBe(0)
    await subscribed.stop()
    const told = await kept(mine)
    expect(told).toHaveLength(20)
    for (const subject of [0, 1, 2].map(caseId)) {
      const numbers = told.filter((one) => one.subject === subject).map(({ sequence }) => sequence)
      expect(numbers).toEqual(numbers.toSorted((x, y) => x - y))
    }
  })

  it('takes no fact of its own for one of theirs', async () => {
    const log = memoryLog()
    await log.write('icetex', {
      appends: [
        {
          ...{ stream: 'extract/x', expected: 0, actor: 'test' },
          events: [{ id: deriveId('x'), type: 'ExtractIssued', at, data: {} }],
        },
      ],
    })
    expect(await kept(log)).toEqual([])
  })
})

/** The other way round across cases, and each in its order. */
function reverseCases(events: PublicEvent[]): PublicEvent[] {
  return [...Map.groupBy(events, ({ subject }) => subject).values()].reverse().flat()
}

const startLoop: StartLoop = (_, step) => {
  let stopped = false
  const turning = (async () => {
    while (!stopped) if (!(await step())) await new Promise((resolve) => setTimeout(resolve, 5))
  })()
  return {
    nudge: () => {},
    async stop() {
      stopped = true
      await turning
    },
  }
}
