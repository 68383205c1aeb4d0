import { withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import type { Projection, Row } from '@ventanilla/projections'
import { endOfDue } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { explain } from '../src/domain/explain.ts'
import type { CaseFact, ClockStart } from '../src/domain/facts.ts'
import { armedProjection } from '../src/queries/armed/projection.ts'
import { clocksProjection } from '../src/queries/clocks/projection.ts'
import { hear as heard, petition } from './support/clock-facts.ts'
import { overlay } from './support/memory-world.ts'

const calendar = withOverlays([
  overlay(`calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed: [{ date: 2026-11-30, by: Resolución 12 }, { date: 2027-01-12, by: Resolución 13 }]
counted: [{ date: 2026-12-08, why: turno especial }]`),
])

const day = fc
  .integer({ min: 0, max: 150 })
  .map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10))
const rule = fc.constantFrom('counts', 'not-counted')

const starts: fc.Arbitrary<ClockStart> = fc
  .record({
    received: day,
    amount: fc.integer({ min: 1, max: 35 }),
    unit: fc.constantFrom('business-days', 'calendar-days'),
    rungs: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
    rules: fc.record({ pauseDay: rule, resumeDay: rule, longestExtension: fc.integer({ min: 0, max: 30 }) }),
  })
  .map(({ rungs, ...changes }) =>
    petition({ ...changes, ladder: rungs.map((remaining) => ({ id: `quedan-${remaining}`, remaining })) }),
  )

const fact: fc.Arbitrary<CaseFact> = fc
  .record({ order: fc.integer({ min: 1, max: 40 }), on: day, reason: fc.constant('una razón') })
  .chain((about) =>
    fc.oneof(
      fc.constant({ ...about, effect: 'stops' as const }),
      fc.constantFrom('original-due', 'remaining-days', 'new-term', undefined).map((reopens) => ({
        ...{ ...about, effect: 'runs' as const },
        ...(reopens && { reopens }),
      })),
      fc.boolean().map((answered) => ({ ...about, effect: 'ends' as const, answered })),
    ),
  )

const command: fc.Arbitrary<ClockCommand> = fc.oneof(
  { weight: 4, arbitrary: fact.map((one) => ({ ...heard(one), calendar })) },
  {
    weight: 2,
    arbitrary: day.map((on) => ({ type: 'Reach' as const, upTo: `${on}T12:00:00.000Z`, calendar })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ amount: fc.integer({ min: 1, max: 40 }), on: day, today: day, recorded: fc.boolean() })
      .map(({ recorded, ...asked }) => ({
        ...{ type: 'Extend' as const, ...asked, calendar },
        ...(recorded && { recordedBy: 'otro' }),
      })),
  },
)

/** What a history of commands leaves; refused ones leave nothing. */
function live(start: ClockStart, commands: readonly ClockCommand[]): ClockEvent[] {
  let state = clockDecider.initial
  const events: ClockEvent[] = []
  for (const one of [{ type: 'Start', start, calendar } as const, ...commands]) {
    const decision = clockDecider.decide(one, state)
    if ('refused' in decision) continue
    events.push(...decision)
    state = fold(clockDecider, decision, state)
  }
  return events
}

function rowOf({ on }: Projection, events: readonly ClockEvent[]): Row | undefined {
  return events.reduce<Row | undefined>((row, event) => {
    const apply = on[event.type]
    return apply ? apply(row, { ...event, entity: 'icetex' }) : row
  }, undefined)
}

const histories = fc.tuple(starts, fc.array(command, { maxLength: 12 }))

it('what is told and what is explained agree, after any history', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const events = live(start, commands)
      const clock = fold(clockDecider, events)
      const { due, days, standing: now } = explain(start, clock, calendar)
      const row = rowOf(clocksProjection, events)
      expect(row).toMatchObject({
        ...{ state: now.state, extension: now.extension, received: now.term.received },
        late: now.late ?? null,
      })
      if (now.state === 'paused') expect(row?.due).toBeNull()
      // How a cancelled term would have gone on is nobody's matter.
      else if (now.state !== 'cancelled') expect(row?.due).toBe(due)
      if (due === undefined) return
      expect(days.at(-1)?.date).toBe(due)
      expect(days.at(-1)?.total).toBe(start.amount + now.extension)
      expect(days.filter(({ counted }) => counted)).toHaveLength(start.amount + now.extension)
    }),
    { numRuns: 3000 },
  )
})

it('what is armed is what the clock has ahead of it', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const events = live(start, commands)
      const { standing: now } = explain(start, fold(clockDecider, events), calendar)
      expect(rowOf(armedProjection, events)?.marks ?? []).toEqual(now.ahead)
    }),
    { numRuns: 3000 },
  )
})

it('a mark is told once, in order with those of its kind, and the end is the end of the due date', () => {
  fc.assert(
    fc.property(histories, ([start, commands]) => {
      const told = live(start, commands).flatMap((event) =>
        event.type === 'ClockWarned' || event.type === 'ClockBreached' ? [event] : [],
      )
      const keys = told.map(({ type, data }) => `${'rung' in data ? data.rung : type} ${data.nominal}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { type, data } of told)
        if (type === 'ClockBreached') expect(data.nominal).toBe(endOfDue(data.due))
    }),
    { numRuns: 1000 },
  )
})

it('a service that looks once tells the same as one that looks every day', () => {
  const dated = fc.array(fc.tuple(day, fc.constantFrom('stops', 'runs', 'ends')), { maxLength: 5 })
  fc.assert(
    fc.property(starts, dated, (start, changes) => {
      const facts = changes
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([on, effect], index): CaseFact => {
          const about = { order: index + 1, on, reason: 'una razón' }
          if (effect === 'ends') return { ...about, effect, answered: true }
          return effect === 'stops' ? { ...about, effect } : { ...about, effect: 'runs' }
        })
      const hear = facts.map((one): ClockCommand => ({ ...heard(one), calendar }))
      const upTo = '2028-01-01T05:00:00.000Z'
      const watched = facts.flatMap((one, index): ClockCommand[] => [
        { type: 'Reach', upTo: `${one.on}T05:00:00.000Z`, calendar },
        ...hear.slice(index, index + 1),
      ])
      const last: ClockCommand = { type: 'Reach', upTo, calendar }
      const told = (commands: ClockCommand[]) =>
        live(start, [...commands, last]).filter(({ type }) => type !== 'FactNoted')
      expect(told(hear)).toEqual(told(watched))
    }),
    { numRuns: 2000 },
  )
})
