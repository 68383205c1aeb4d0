import { recount } from '@ventanilla/certificate'
import type { PublicEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { certificateOf } from '../src/commands/certificate-of.ts'
import { readClock } from '../src/commands/read-clock.ts'
import { clockIdOf } from '../src/commands/streams.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import type { Mark } from '../src/domain/facts.ts'
import { clocksProjection } from '../src/queries/clocks/projection.ts'
import { answer, assigned, step } from './support/declared-events.ts'
import { declaring, names } from './support/declared-procedure.ts'
import { acknowledgement, delivered } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { caseId, opened } from './support/routing-events.ts'
import { rowOf } from './support/row-of.ts'

/** When everything is over. */
const upTo = '2040-01-01T00:00:00.000Z'

const moves = [
  ...['llevar-al-defensor', 'iniciar:asignada', 'requerir:en-tramite', 'completar', 'escalar:en-tramite'],
  ...['responder:ante-el-defensor', 'cerrar', 'cerrar-con-encuesta', 'anular-duplicada:asignada'],
  ...['reabrir-sin-fondo:respondida', 'reabrir-inconforme:cerrada', 'desistimiento-tacito'],
]

const change = fc.oneof(
  fc.constantFrom(...moves).map((name) => ({ what: 'move' as const, name })),
  fc.integer({ min: 1, max: 3 }).map((level) => ({ what: 'level' as const, level })),
  fc.constant({ what: 'answer' as const }),
)

const dayAt = (n: number) => new Date(Date.UTC(2026, 10, 22 + n)).toISOString().slice(0, 10)

/** Any history of a case, also one that no procedure allows: routing's instants never go back. */
const histories = fc
  .array(fc.tuple(change, fc.integer({ min: 0, max: 4 })), { maxLength: 12 })
  .map((changes) => {
    let day = 0
    const events = changes.map(([one, days], index): PublicEvent => {
      day += days
      const on = dayAt(day)
      const sequence = 3 + index
      // Later on a day than what came before on it, and before or after the receipt of that day.
      const hour = String(10 + index).padStart(2, '0')
      if (one.what === 'move') return step(sequence, one.name, on, { hour })
      return one.what === 'level' ? assigned(sequence, one.level, on, hour) : answer(sequence, on, hour)
    })
    return [opened(1), assigned(2, 1, '2026-11-22'), ...events]
  })

/** A history, the day of its receipt, after how many of the facts that is heard, and how many come at a time. */
const lives = histories.chain((events) =>
  fc.record({
    events: fc.constant(events),
    receipt: fc.integer({ min: 0, max: 20 }).map((n) => delivered(1, acknowledgement, dayAt(n))),
    heardAfter: fc.integer({ min: 0, max: events.length }),
    size: fc.integer({ min: 1, max: 4 }),
  }),
)

type Life = typeof lives extends fc.Arbitrary<infer One> ? One : never

async function told({ events, receipt, heardAfter, size }: Life, clocks: readonly string[]) {
  const world = memoryWorld([], memoryLog(), declaring(...clocks))
  const hear = async (some: readonly PublicEvent[]) => {
    for (let at = 0; at < some.length; at += size) await world.hear(...some.slice(at, at + size))
  }
  await hear(events.slice(0, heardAfter))
  await world.hearLetters(receipt)
  await hear(events.slice(heardAfter))
  return world
}

const written = async (world: Awaited<ReturnType<typeof told>>, clock: string) =>
  (await world.events(clock)).map(({ id, type, at, data }) => ({ id, type, at, data }))

it('each clock alone tells the same as beside the others, and the term the same as without any', async () => {
  await fc.assert(
    fc.asyncProperty(lives, fc.constantFrom(...names), async (life, name) => {
      const all = await told(life, names)
      const alone = await told(life, [name])
      expect(await written(all, name)).toEqual(await written(alone, name))
      expect(await written(all, 'legal')).toEqual(await written(await told(life, []), 'legal'))
    }),
    { numRuns: 500 },
  )
})

it('each stands the same whenever the receipt is heard, and however many facts come at a time', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const straight = await told({ ...life, heardAfter: life.events.length, size: 1 }, names)
      const other = await told(life, names)
      for (const name of ['legal', ...names])
        expect(await other.now(name, { upTo }), name).toEqual(await straight.now(name, { upTo }))
    }),
    { numRuns: 500 },
  )
})

it('reaches each of its marks once, in order, and none after its end', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const world = await told(life, names)
      for (const name of names) {
        let over = false
        let last = ''
        for (const { type, at, data } of await world.events(name)) {
          if (type === 'ClockMet' || type === 'ClockCancelled') over = true
          if (type === 'ClockResumed') over = false
          if (type !== 'ClockWarned' && type !== 'ClockBreached') continue
          expect({ name, over, at, later: at > last }).toEqual({
            name,
            over: false,
            at: data.nominal,
            later: true,
          })
          last = at
        }
        // What the receipt may still have met is told by the job, up to the end.
        const left = await world.ahead(name)
        const { term } = (await world.now(name)) ?? {}
        if (!over || !term || !('on' in term.phase)) continue
        const end = term.phase.on
        expect(left.filter((mark) => name !== 'acuse' || mark.slice(-24) > `${end}T05:00:00.000Z`)).toEqual(
          [],
        )
      }
    }),
    { numRuns: 200 },
  )
})

it('each is certified by what anybody counts again', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const { log, calendars } = await told(life, names)
      for (const name of names) {
        const found = await readClock(log, calendars, clockIdOf(caseId, name))
        if (!found) continue
        const findings = recount(certificateOf(found, '2027-06-01T15:00:00.000Z'))
        expect(
          findings.filter(({ holds }) => !holds),
          name,
        ).toEqual([])
      }
    }),
    { numRuns: 200 },
  )
})

it('what is armed is what each has ahead of it, or has yet to tell', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const world = await told(life, names)
      for (const name of names) {
        const row = rowOf(clocksProjection, (await world.events(name)) as unknown as ClockEvent[])
        const marks = (row?.marks ?? []) as readonly Mark[]
        const ahead = await world.ahead(name)
        expect(
          marks.map(({ rung, at }) => `${rung ?? 'fin'} ${at}`),
          name,
        ).toEqual(ahead)
        expect(row?.next ?? null, name).toBe(marks[0]?.at ?? null)
      }
    }),
    { numRuns: 300 },
  )
})
