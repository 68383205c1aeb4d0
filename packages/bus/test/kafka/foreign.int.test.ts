import { runKafkaTool } from '@ventanilla/local-servers'
import { describe, expect, it } from 'vitest'
import type { Unreadable } from '../../src/index.ts'
import { kafkaClient } from '../../src/kafka/client.ts'
import { createTopics, listTopics } from '../../src/kafka/index.ts'
import { caseOf, openWorld, patience, SLOW_MS } from './world.ts'

/** What the witness sees of each of three cases, after `rounds` of one fact for each. */
const ofThree = (of: number, rounds: number) => Array.from({ length: rounds }, (_, i) => 3 * i + of + 1)

/** What Kafka's protocol calls settings of a topic. */
const OF_A_TOPIC = 2

describe('what others put into a topic', { timeout: SLOW_MS }, () => {
  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'is read when it is compressed by %s, a record of 1 MiB among it',
    async (codec) => {
      const world = await openWorld()
      await world.write(Array.from({ length: 300 }, (_, i) => i % 3))
      const lines = (await world.records()).map(({ key, value }) => [key, value] as const)
      const [key = '', value = ''] = lines.at(-1) ?? []
      // Blanks mean nothing in JSON, and no codec can take away which of them it was.
      const blanks = Array.from({ length: 1_048_000 - value.length }, () =>
        Math.random() < 0.5 ? ' ' : '\t',
      )
      const big = [key, `${value}${blanks.join('')}`] as const
      await world.produce([...lines.slice(0, -1), big], '--compression-codec', codec)
      const subscribed = await world.openBus({ publishers: [] }).subscribe(world.witnessing())
      for (const of of [0, 1, 2]) await expect.poll(() => world.seen(of), patience).toEqual(ofThree(of, 100))
      await expect.poll(() => subscribed.behind(), patience).toBe(0)
      expect(subscribed.failing()).toBeUndefined()
    },
  )

  it('is handed over for keeping when it is no event, in its order, and holds nothing up', async () => {
    const world = await openWorld()
    await world.write([1, 1, 1, 1, 1])
    const [first, second, third, fourth, fifth] = await world.records()
    if (!first || !second || !third || !fourth || !fifth) throw new Error('five records')
    const newer = third.value.replace('FilingNumbered.v1', 'FilingNumbered.v9')
    const bad = fourth.value.replace('"number":4', '"number":"Ana Gómez"')
    await world.produce([
      [first.key, first.value],
      [first.key, '{"half'],
      [first.key, 'none'],
      ['none', second.value],
      [first.key, newer],
      [first.key, bad],
      [caseOf(2), fifth.value],
      [fifth.key, fifth.value.replaceAll('intake', 'routing')],
    ])
    const kept: (Unreadable & { after: number })[] = []
    const handle: typeof world.react = async ({ unreadable = [], ...delivery }) => {
      for (const one of unreadable) kept.push({ ...one, after: (await world.seen(1)).length })
      return world.react(delivery)
    }
    await world.write([1]) // comes by the relay, behind all of these
    const subscribed = await world.openBus().subscribe(world.witnessing({ handle }))
    await expect.poll(() => world.seen(1), patience).toEqual([1, 2, 3, 4, 5, 6])
    const ofCase = kept.filter(({ key }) => key === first.key)
    expect(ofCase.map(({ reason }) => reason.code)).toEqual([
      ...['not-json', 'not-json', 'unknown-type', 'bad-data', 'other-source'],
    ])
    expect(ofCase.map(({ after }) => after)).toEqual([1, 1, 1, 1, 1])
    expect(ofCase[0]?.bytes).toEqual(Buffer.from('{"half'))
    // Without their key they lie anywhere.
    const others = kept.filter(({ key }) => key !== first.key).map(({ reason }) => reason.code)
    expect(others.sort()).toEqual(['no-key', 'other-key'])
    expect(JSON.stringify(kept.map(({ reason }) => reason))).not.toContain('Gómez')
    await expect.poll(() => subscribed.behind(), patience).toBe(0)
    expect(subscribed.failing()).toBeUndefined()
  })

  it.each([0, 3, 4_000])('may commit %i as our offset, and is not believed', async (offset) => {
    const world = await openWorld()
    await world.write(Array.from({ length: 30 }, (_, i) => i % 3))
    const bus = world.openBus()
    const first = await bus.subscribe(world.witnessing())
    for (const of of [0, 1, 2]) await expect.poll(() => world.seen(of), patience).toEqual(ofThree(of, 10))
    await first.stop()
    await runKafkaTool('consumer.group.ConsumerGroupCommand', [
      ...['--bootstrap-server', world.topics.brokers, '--group', world.topics.name('witness')],
      ...['--topic', world.topics.name('intake'), '--reset-offsets'],
      ...['--to-offset', String(offset), '--execute'],
    ])
    await world.write([0, 1, 2])
    const again = await bus.subscribe(world.witnessing())
    for (const of of [0, 1, 2]) await expect.poll(() => world.seen(of), patience).toEqual(ofThree(of, 11))
    await expect.poll(() => again.behind(), patience).toBe(0)
  })

  it('may be partitions that were added: the bus says so by a code', async () => {
    const bus = (await openWorld()).openBus({ partitions: 4 })
    await expect.poll(() => bus.failing(), patience).toBe('topic-partitions-changed')
  })

  it('may be a policy by which records vanish: the bus says so by a code, and goes on', async () => {
    const world = await openWorld()
    const admin = kafkaClient(world.address).admin()
    await admin.connect()
    const configEntries = [{ name: 'cleanup.policy', value: 'compact' }]
    const topic = {
      type: OF_A_TOPIC,
      name: world.topics.name('intake'),
      configEntries,
    }
    await admin.alterConfigs({ validateOnly: false, resources: [topic] })
    await admin.disconnect()
    const changed = ['cleanup.policy=compact']
    const services = ['intake' as const]
    // The broker that was told answers before it goes by it.
    const listed = async () => (await listTopics({ ...world.address, services })).map((one) => one.changed)
    await expect.poll(listed, patience).toEqual([changed, []])
    expect(await createTopics({ ...world.address, services })).toEqual({
      ...{ created: [], changed: { [topic.name]: changed } },
    })
    const bus = world.openBus()
    await expect.poll(() => bus.failing(), patience).toBe('topic-config-changed')
    await world.write([1])
    await expect.poll(() => bus.unpublished(), patience).toBe(0)
    expect(world.troubles.join()).toContain('cleanup.policy=compact')
  })

  it('may be a watermark that nobody can have reached: it waits, and those that are true pass it', async () => {
    const world = await openWorld()
    const marks: string[] = []
    await world.forge({ source: 'intake', instant: '2099-01-01T00:00:00.000Z', ends: {} })
    await world.forge({ source: 'intake', instant: 'zzz 1', ends: {} })
    await world
      .openBus()
      .subscribe(world.witnessing({ onWatermark: (_: string, instant: string) => marks.push(instant) }))
    await expect.poll(() => world.told, patience).toContain('a watermark ahead of our clock waits')
    for (const now of ['2026-03-25T15:00:00.000Z', '2026-03-26T15:00:00.000Z']) {
      world.setNow(now)
      await expect.poll(() => marks.at(-1), patience).toBe(now)
    }
  })
})
