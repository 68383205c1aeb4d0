import { deriveId } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it, onTestFinished } from 'vitest'
import type { Sender } from '../../src/kafka/producer.ts'
import { startRelay } from '../../src/kafka/relay.ts'
import { startLoop } from '../start-loop.ts'

const TOPIC = 'ventanilla.intake'

/** A topic of one partition, and a relay that sends to it. `answer` may fail, before or after the records arrived. */
function setUp() {
  const there: string[] = []
  const told: { level: string; text: string }[] = []
  const log = memoryLog()
  const broken: ('before' | 'after')[] = []
  const refused: Error[] = []
  const say = (level: string) => (_: object, text: string) => void told.push({ level, text })
  const sender: Sender = {
    async send({ messages }) {
      const how = broken.shift()
      if (how === 'before') throw new Error('reset')
      const baseOffset = String(there.length)
      there.push(...messages.map(({ key }) => String(key)))
      if (how === 'after') throw new Error('reset')
      return [{ topicName: TOPIC, partition: 0, errorCode: 0, baseOffset }]
    },
    close: async () => {},
  }
  const signal = new AbortController().signal
  const relay = startRelay({
    publisher: {
      ...{ name: 'intake', log, watermark: () => '2026-03-24T15:00:00.000Z', turn: () => signal },
      publications: ({ stream }) =>
        ({ type: 'ventanilla.intake.FilingNumbered.v1', subject: stream, data: {} }) as never,
    },
    ...{ topic: TOPIC, sender, startLoop, batch: 100, partitions: 1, partitionOf: () => 0 },
    offsets: {
      ranges: async () => new Map([[0, { low: 0, high: there.length }]]),
      changed: async () => [],
      topics: async () => new Set([TOPIC]),
      close: async () => {},
    },
    ...{ checkpointEvery: 1, offer: () => {} },
    async withdraw() {
      const error = refused.shift()
      if (error) throw error
    },
    logger: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
  })
  onTestFinished(() => relay.stop())
  const write = async (...streams: string[]) => {
    for (const stream of streams)
      await log.write('a', {
        appends: [
          {
            ...{ stream, expected: 0, actor: 'test' },
            events: [{ id: deriveId(stream), type: 'Noted', data: {}, at: '2026-03-24T15:00:00.000Z' }],
          },
        ],
      })
    await expect.poll(() => relay.unpublished()).toBe(0)
  }
  return { there, told, broken, refused, write, relay, log }
}

it('a request that fails before its records arrive is sent again, and nobody is told of a loss', async () => {
  const { there, told, broken, write } = setUp()
  await write('one', 'two')
  broken.push('before')
  await write('three')
  expect(there.at(-1)).toBe('three')
  expect(told.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
})

it('a request whose answer alone is lost is not taken for a loss either', async () => {
  const { there, told, broken, write } = setUp()
  await write('one', 'two')
  broken.push('after')
  await write('three')
  expect(there).toContain('three')
  expect(told.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
})

it('what was acknowledged and is gone is published again, and said', async () => {
  const { there, told, broken, write } = setUp()
  await write('one', 'two')
  there.pop()
  // Whoever fails looks at what is there before anything is sent again.
  broken.push('before')
  await write('three')
  expect(there.slice(-2)).toEqual(['two', 'three'])
  expect(told).toContainEqual({
    level: 'warn',
    text: 'records are gone from the brokers: they are published again',
  })
})

it('a loss that shows when more is sent is not forgotten, whatever fails then', async () => {
  const { there, refused, write } = setUp()
  await write('one', 'two')
  there.pop()
  refused.push(new Error('the watermark can not be taken back'))
  await write('three')
  expect(there).toContain('two')
  expect(refused).toEqual([])
})

it('keeps its places behind its publishing, and all of them when it stops', async () => {
  const { write, relay, log } = setUp()
  await write('one', 'two')
  await relay.stop()
  expect(await log.place('relay', `${TOPIC}/a`)).toBe(2)
  expect(await log.place('relay', `${TOPIC}@0`)).toBe(2)
})
