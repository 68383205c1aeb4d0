import type { PublicEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { underLaw } from './support/law-procedure.ts'
import { bounced, delivered, letterOf } from './support/letter-events.ts'
import { findProcedure, memoryWorld } from './support/memory-world.ts'
import { answeredOn, legal, moved, moves, opened } from './support/routing-events.ts'

const day = fc
  .integer({ min: 0, max: 120 })
  .map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10))
const names = [
  'asignar',
  'iniciar',
  'requerir',
  'completar',
  'cerrar',
  'anular-duplicada',
  'reabrir-inconforme',
] as const
const change = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...names), day) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('answer' as const), day) },
)

/** Any history of a case, also one that no procedure allows, as its publisher numbered it. */
const histories = fc.array(change, { maxLength: 8 }).map((changes) => [
  opened(1, [legal, { ...legal, clock: 'nivel-1', amount: 5, unit: 'calendar-days' }]),
  ...changes.map(([what, on], index): PublicEvent => {
    const sequence = 2 + index
    return what === 'answer' ? answeredOn(sequence, on) : moved(sequence, what, on)
  }),
])

/** A history in some order, cut into deliveries. */
const shuffled = histories.chain((events) =>
  fc.record({
    events: fc.constant(events),
    order: fc.shuffledSubarray(events, { minLength: events.length }),
    size: fc.integer({ min: 1, max: 4 }),
  }),
)

/** When everything is over. */
const upTo = '2040-01-01T00:00:00.000Z'

for (const [name, find] of [
  ['with the definition of the procedure', findProcedure],
  ['without it', () => undefined],
] as const)
  it(`facts of a case lead to the same clocks in whatever order they come, ${name}`, async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ events, order, size }) => {
        const straight = memoryWorld([], memoryLog(), find)
        for (const event of events) await straight.hear(event)
        const world = memoryWorld([], memoryLog(), find)
        for (let at = 0; at < order.length; at += size) await world.hear(...order.slice(at, at + size))
        for (const clock of ['legal', 'nivel-1'])
          expect(await world.now(clock, { upTo })).toEqual(await straight.now(clock, { upTo }))
      }),
      { numRuns: 1000 },
    )
  })

/** A history with what became of the letters of its answers, and the same in another order. */
const withLetters = histories
  .map((events) => {
    const answers = events.filter(({ type }) => type === 'ventanilla.routing.CaseAnswered.v1')
    const letters = answers.flatMap((answer, index) => [
      delivered(2 * index + 1, letterOf(answer), answer.at.slice(0, 10)),
      bounced(2 * index + 2, letterOf(answer), '2027-01-20'),
    ])
    return [...events, ...letters]
  })
  .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })))

it('facts of a case and of its letters lead to the same clock under a law, in whatever order they come', async () => {
  await fc.assert(
    fc.asyncProperty(withLetters, async ([straight, order]) => {
      expect(await told(order)).toEqual(await told(straight))
    }),
    { numRuns: 1000 },
  )
})

async function told(events: readonly PublicEvent[]) {
  const world = memoryWorld([], memoryLog(), underLaw())
  for (const event of events)
    await (event.type.startsWith('ventanilla.routing') ? world.hear(event) : world.hearLetters(event))
  return world.now('legal', { upTo })
}

it('knows every move that it is tried with', () => {
  for (const name of names) {
    const { from, to, clock, ...more } = moves[name]
    const id = 'id' in more ? more.id : name
    const procedure = findProcedure('icetex', 'pqrsd', 1)
    const found = procedure?.transitions.find((one) => one.id === id && one.from === from)
    expect(found?.to, name).toBe(to)
    expect(procedure?.states.find(({ id }) => id === to)?.clock, name).toBe(clock)
  }
})
