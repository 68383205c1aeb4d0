import { createReactor, type Delivery } from '@ventanilla/bus'
import type { ExtensionNotCounted, PublicEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correspondence } from '../src/domain/correspondence.ts'
import { instantOf, reactions } from '../src/reactions/correspondence.ts'
import {
  caseEvents,
  caseOf,
  extensionEvent,
  filingEvents,
  insideEvents,
  recountEvent,
  restingEvents,
} from './public-events.ts'

/** What was asked for, in an order of its own: the ids and instants of recording aside, which tell who came last. */
async function requested(events: readonly PublicEvent[], batches: readonly number[]) {
  const log = memoryLog()
  const handle = createReactor({
    consumer: 'notification',
    log,
    decider: correspondence,
    on: reactions,
    instantOf,
  })
  let next = 0
  for (let begun = 0, batch = 0; begun < events.length; batch++) {
    const size = batches[batch % batches.length] ?? 1
    const place = { consumer: 'notification', source: 'all/icetex', expected: next, next: next + size }
    await handle({
      source: 'intake',
      entity: 'icetex',
      events: events.slice(begun, begun + size),
      places: [place],
    } as Delivery)
    next += size
    begun += size
  }
  const all = await log.read('icetex', 0, 1_000)
  return all
    .filter(({ type }) => type === 'MessageRequested')
    .map(({ at, data, stream }) => ({ at, stream, data }))
    .sort((a, b) => (String(a.data.messageId) < String(b.data.messageId) ? -1 : 1))
}

const story = [
  ...caseEvents(1),
  recountEvent(1, '2026-12-07T15:00:00.000Z', '2026-12-14', '2026-12-15'),
  // A date that stays, and a term that has none.
  recountEvent(1, '2026-12-08T15:00:00.000Z', '2026-12-15', '2026-12-15'),
  recountEvent(1, '2026-12-09T15:00:00.000Z', null, null),
  ...caseEvents(2, { mode: 'anonymous' }),
  ...caseEvents(3, { mode: 'reserved' }),
]
const inOrder = await requested(story, [story.length])

it('the story has an acknowledgement, another date, two extensions and an answer for the one who can be written to', () => {
  const templates = inOrder.map(({ data }) => (data.letter as { template: string }).template)
  expect(templates.sort()).toEqual(['acuse', 'nueva-fecha', 'prorroga', 'prorroga', 'respuesta'])
  expect(inOrder.every(({ stream }) => stream === `correspondence/${caseOf(1)}`)).toBe(true)
})

it('a merge, its end and the answer in any order with the filing ask for the same letters', async () => {
  const { merged, answered, unmerged } = restingEvents(4, 1)
  const told = [...filingEvents(4), merged, answered, unmerged]
  const asked = await requested(told, [1])
  const templates = asked.map(({ data }) => (data.letter as { template: string }).template)
  expect(templates.sort()).toEqual(['acumulacion', 'acuse', 'respuesta'])
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(told, { minLength: told.length }), async (order) => {
      expect(await requested([...order, ...order], [2])).toEqual(asked)
    }),
    { numRuns: 50 },
  )
})

const places = story.map((_, index) => index)
const taken = (order: readonly number[]) => order.flatMap((index) => story[index] ?? [])

it('any order of the facts, in batches of any size, asks for the same messages once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(places, { minLength: places.length }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      async (order, batches) => {
        expect(await requested(taken(order), batches)).toEqual(inOrder)
      },
    ),
    { numRuns: 150 },
  )
})

it('clocks that run beside the term of a case are told to nobody, in whatever order they are heard', async () => {
  const inside = ['acuse', 'nivel-1', 'defensor', 'encuesta'].flatMap((clock) => insideEvents(1, clock))
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...story, ...inside], { minLength: story.length + inside.length }),
      async (order) => {
        expect(await requested(order, [3])).toEqual(inOrder)
      },
    ),
    { numRuns: 50 },
  )
})

const notCounted: ExtensionNotCounted = 'extension-not-counted'

it('an extension that moves no date is told to nobody, one that only broke a rule is', async () => {
  const [at, due] = ['2026-12-09T20:00:00.000Z', '2026-12-14']
  const none = extensionEvent(1, at, due, { flags: ['clock-paused', notCounted] })
  expect(await requested([...story, none], [1])).toEqual(inOrder)
  const flagged = extensionEvent(1, at, '2027-01-06', { flags: ['clock-paused'] })
  expect(await requested([...story, flagged], [1])).toHaveLength(inOrder.length + 1)
})

it('facts that come again ask for nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...places, ...places], { minLength: places.length * 2 }),
      async (order) => {
        expect(await requested(taken(order), [1])).toEqual(inOrder)
      },
    ),
    { numRuns: 50 },
  )
})
