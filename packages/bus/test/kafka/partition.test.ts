import { readFileSync } from 'node:fs'
import { fromCloudEvent, toCloudEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { type Delivery, NO_ENTITY, type Subscription } from '../../src/index.ts'
import { handledTo, handleRun, openPartition, runsOf } from '../../src/kafka/partition.ts'
import { partitionOf } from '../../src/kafka/partition-of.ts'
import { PREVIOUS, type ReadRecord, readRecord, toRecord } from '../../src/kafka/record.ts'
import { loadRelayPlaces } from '../../src/kafka/relay-places.ts'

const examples = new URL('../../../contracts/fixtures/', import.meta.url)
const opened = fromCloudEvent(
  JSON.parse(readFileSync(new URL('ventanilla.routing.CaseOpened.v1.json', examples), 'utf8')),
)
const AT = { topic: 'ventanilla.routing', source: 'routing' as const, partition: 3 }

/** The record at an offset, of the event with that sequence, behind another. */
function record(offset: number, sequence: number, previous: number, entity = 'a'): ReadRecord {
  const event = { ...opened, entity, sequence, id: deriveId(entity, sequence) }
  const { key, value, headers = {} } = toRecord(event, AT.partition, previous)
  const header = { [PREVIOUS]: Buffer.from(String(headers[PREVIOUS])) }
  const bytes = { key: Buffer.from(String(key)), value: Buffer.from(value), headers: header }
  return readRecord('routing', {
    ...bytes,
    ...{ offset: String(offset), timestamp: '0', attributes: 0 },
  } as Parameters<typeof readRecord>[1])
}

async function setUp() {
  const log = memoryLog()
  const taken: number[] = []
  const handle = async ({ entity, events, places }: Delivery) => {
    const { outcome } = await log.write(entity, { appends: [], places })
    if (outcome === 'refused') return 'moved'
    taken.push(...events.map(({ sequence }) => sequence))
    return 'done'
  }
  const subscription: Subscription = { consumer: 'test', from: ['routing'], place: log.place, handle }
  return { log, taken, subscription, state: await openPartition(subscription, AT) }
}

describe('records of a partition', () => {
  it('are passed over when they are repeats, and nothing behind a gap is handled until it is filled', async () => {
    const { log, taken, subscription, state } = await setUp()
    const run = (end: number, ...records: ReadRecord[]) => handleRun(subscription, state, records, end)
    expect(await run(2, record(0, 1, 0), record(1, 2, 1))).toBe('done')
    expect(await run(3, record(2, 2, 1))).toBe('done')
    const behind = [record(3, 7, 5), record(4, 8, 7)]
    expect(await run(5, ...behind)).toBe('gap')
    state.next = 5
    expect(await run(5, ...behind)).toBe('done') // read again once, and not for ever
    expect(taken).toEqual([1, 2])
    expect(handledTo(state)).toBe(2)
    expect(await log.place('test', 'ventanilla.routing/3')).toBe(2)
    expect(await run(9, record(5, 5, 2), record(6, 7, 5), record(7, 8, 7), record(8, 9, 8))).toBe('done')
    expect(taken).toEqual([1, 2, 5, 7, 8, 9])
    expect(await log.place('test', 'ventanilla.routing/3')).toBe(9)
    expect(await log.place('test', 'routing/a/3')).toBe(9)
  })

  it('are repeats below the place of who read the log itself', async () => {
    const { log, taken, subscription, state } = await setUp()
    const place = { consumer: 'test', source: 'routing/a', expected: 0, next: 6 }
    await log.write('a', { appends: [], places: [place] })
    await handleRun(subscription, state, [record(0, 4, 0), record(1, 6, 4), record(2, 9, 6)], 3)
    expect(taken).toEqual([9])
  })

  it('are left alone when another was faster, in whichever place', async () => {
    const { log, taken, subscription, state } = await setUp()
    await handleRun(subscription, state, [record(0, 1, 0)], 1)
    const other = { consumer: 'test', source: 'ventanilla.routing/3', expected: 1, next: 2 }
    await log.write('a', { appends: [], places: [other] })
    expect(await handleRun(subscription, state, [record(1, 2, 1)], 2)).toBe('moved')
    expect(taken).toEqual([1])
    expect(await log.place('test', 'routing/a/3')).toBe(1)
  })

  it('of one entity that fails leave the others their effects, and are read again', async () => {
    const { log, taken, subscription, state } = await setUp()
    const failing: Subscription = {
      ...subscription,
      handle: async (delivery) => {
        if (delivery.entity === 'b') throw new Error('not now')
        return subscription.handle(delivery)
      },
    }
    const both = [record(0, 1, 0, 'b'), record(1, 3, 0, 'a')]
    await expect(handleRun(failing, state, both, 2)).rejects.toThrow('not now')
    expect(taken).toEqual([3])
    expect(await log.place('test', 'ventanilla.routing/3')).toBe(0)
    expect(await handleRun(subscription, state, both, 2)).toBe('done')
    expect(taken).toEqual([3, 1])
    expect(await log.place('test', 'ventanilla.routing/3')).toBe(2)
  })

  it('of another producer, in no chain, happen once and make no repeats of ours, whatever sequence they claim', async () => {
    const { log, taken, subscription, state } = await setUp()
    const { previous: _, ...foreign } = record(1, 9_999, 1)
    const batch = [record(0, 1, 0), foreign, record(2, 2, 1)]
    expect(await handleRun(subscription, state, batch, 3)).toBe('done')
    expect(taken.toSorted()).toEqual([1, 2, 9_999])
    expect(await log.place('test', 'routing/a/3')).toBe(2)
    // Read again from the beginning, as after a crash between its effect and the place.
    state.saved = 0
    await handleRun(subscription, state, [foreign], 2)
    expect(taken).toHaveLength(3)
    expect(await handleRun(subscription, await openPartition(subscription, AT), [record(3, 3, 2)], 4)).toBe(
      'done',
    )
    expect(taken.at(-1)).toBe(3)
  })

  it('are cut where one comes that nobody can read', () => {
    const odd = (offset: number, value: string) =>
      readRecord('routing', {
        offset: String(offset),
        key: Buffer.from('k'),
        value: Buffer.from(value),
      } as never)
    const newer = JSON.stringify({ ...toCloudEvent(opened), type: 'ventanilla.routing.CaseOpened.v9' })
    const subject = Buffer.from(opened.subject)
    const bytes = { offset: '5', key: subject, value: Buffer.from(newer) }
    const headers = { [PREVIOUS]: Buffer.from('3') }
    const unknown = readRecord('routing', { ...bytes, headers } as never)
    const records = [record(0, 1, 0), record(1, 2, 1), odd(2, '{'), odd(3, '['), record(4, 3, 2), unknown]
    const runs = [...runsOf([...records, record(6, 5, 4)], 8, 100)]
    expect(runs.map((run) => [run.records.map(({ offset }) => offset), run.end])).toEqual([
      [[0, 1], 2],
      [[2, 3], 4],
      [[4], 5],
      [[5, 6], 8],
    ])
    expect(unknown).toMatchObject({ entity: opened.entity, reason: { code: 'unknown-type' } })
    // Nobody of ours chained it: it has no place in the publisher's log.
    expect(readRecord('routing', bytes as never)).toMatchObject({ entity: NO_ENTITY })
  })
})

describe('a key', () => {
  // As org.apache.kafka.common.utils.Utils.murmur2 has them.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('%s lies where Java puts it', (key, hash) => {
    for (const partitions of [1, 6, 7, 1000])
      expect(partitionOf(key, partitions)).toBe((hash & 0x7fffffff) % partitions)
  })
})

describe('the places of a relay', () => {
  it('go back to a state in which all is still there, for the partitions that lost something alone', async () => {
    const log = memoryLog()
    const places = await loadRelayPlaces(log, 't', 2)
    const publishTo = (position: number) => {
      for (const partition of [0, 1]) {
        places.acknowledge('a', partition, position - 1 + partition)
        places.extend(partition, position)
      }
      places.move('a', position)
    }
    publishTo(10)
    places.checkpoint()
    publishTo(20)
    places.checkpoint()
    publishTo(30)
    expect(await places.save()).toBe(true)
    places.goBack(new Map([[0, { sure: 25, end: 26 }]]))
    expect([places.published('a'), places.last('a', 0), places.last('a', 1)]).toEqual([20, 19, 30])
    expect([places.end(0), places.end(1)]).toEqual([26, 30])
    places.goBack(new Map([[0, { sure: 12, end: 12 }]]))
    expect([places.published('a'), places.last('a', 0)]).toEqual([10, 9])
    places.goBack(new Map([[1, { sure: 3, end: 3 }]]))
    expect([places.published('a'), places.last('a', 0), places.last('a', 1)]).toEqual([0, 9, 0])
    expect(await places.save()).toBe(true)
    const other = await loadRelayPlaces(log, 't', 2)
    expect([other.published('a'), other.last('a', 0), other.end(1)]).toEqual([0, 9, 3])
    other.move('a', 5)
    expect(await other.save()).toBe(true)
    places.move('a', 7)
    expect(await places.save()).toBe(false) // two at once: the one that was slower knows it
  })
})
