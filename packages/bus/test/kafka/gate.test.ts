import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it } from 'vitest'
import { createGate } from '../../src/kafka/gate.ts'
import { topicNames } from '../../src/kafka/topics.ts'

const T1 = '2026-03-24T15:00:00.000Z'
const T2 = '2026-03-24T16:00:00.000Z'
const T3 = '2026-03-24T17:00:00.000Z'

function setUp() {
  const ours = new Map([['0', 0]])
  const log = memoryLog()
  const passed: string[] = []
  const gate = createGate(
    {
      ...{ consumer: 'c', from: ['routing'], place: log.place, handle: async () => 'done' as const },
      onWatermark: (_, instant) => passed.push(instant),
    },
    topicNames(),
    (_, partition) => ours.get(String(partition)),
  )
  const move = (source: string, expected: number, next: number) =>
    log.write('a', { appends: [], places: [{ consumer: 'c', source, expected, next }] })
  const mark = (instant: string, ends: Record<string, number>) =>
    gate.offer({ source: 'routing', instant, ends })
  return { ours, passed, gate, move, mark }
}

it('a watermark passes when we and the other replicas have come as far', async () => {
  const { ours, passed, gate, move, mark } = setUp()
  mark(T1, { 0: 5, 1: 7 })
  ours.set('0', 5)
  gate.check('routing')
  await expect.poll(() => passed, { timeout: 300 }).toEqual([])
  await move('ventanilla.routing/1', 0, 7)
  await expect.poll(() => passed).toEqual([T1])
  mark(T1, {})
  expect(passed).toEqual([T1])
  gate.stop()
})

it('the oldest that waits is reached however many come behind it', async () => {
  const { ours, passed, gate, mark } = setUp()
  mark(T1, { 0: 5 })
  mark(T2, { 0: 50 })
  mark(T3, { 0: 500 })
  ours.set('0', 60)
  gate.check('routing')
  await expect.poll(() => passed).toEqual([T1])
  ours.set('0', 500)
  gate.check('routing')
  await expect.poll(() => passed).toEqual([T1, T3])
  gate.stop()
})

it('one that was taken back is not passed on when its offsets are reached', async () => {
  const { ours, passed, gate, mark } = setUp()
  mark(T1, { 0: 5 })
  mark(T2, { 0: 9 })
  gate.offer({ source: 'routing', ends: null })
  ours.set('0', 20)
  gate.check('routing')
  mark(T1, { 0: 30 })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(passed).toEqual([])
  ours.set('0', 30)
  await expect.poll(() => passed).toEqual([T1])
  gate.stop()
})
