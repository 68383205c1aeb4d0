import { withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import fc from 'fast-check'
import { type ClockCommand, clockDecider } from '../../src/domain/clock.ts'
import type { ClockEvent } from '../../src/domain/clock-events.ts'
import type { CaseFact, ClockStart } from '../../src/domain/facts.ts'
import { hear as heard, petition } from './clock-facts.ts'
import { overlay } from './memory-world.ts'

// Lives of clocks at random, under a calendar with closings and a holiday that counts.

export const overlays = [
  overlay(`calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed: [{ date: 2026-11-30, by: Resolución 12 }, { date: 2027-01-12, by: Resolución 13 }]
counted: [{ date: 2026-12-08, why: turno especial }]`),
]

export const calendar = withOverlays(overlays)

/** What is put in force in the middle of a life: some days more are closed, one less, and another holiday counts. */
export const others = [
  overlay(`calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed:
  - { date: 2026-12-09, by: Decreto 20 }
  - { date: 2027-01-12, by: Resolución 13 }
  - { date: 2027-01-13, by: Decreto 20 }
  - { date: 2027-02-04, by: Decreto 20, suspends: { except: [tutela] } }
counted: [{ date: 2027-01-11, why: turno especial }]`),
]

export const other = withOverlays(others)

export const day = fc
  .integer({ min: 0, max: 150 })
  .map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10))
const rule = fc.constantFrom('counts', 'not-counted')

export const starts: fc.Arbitrary<ClockStart> = fc
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

const recounting: fc.Arbitrary<ClockCommand> = day.map((on) => ({
  ...{ type: 'Recount' as const, calendar, to: other, act: 'Decreto 20 de 2026', by: 'user:operator' },
  ...{ at: `${on}T15:00:00.000Z`, knownUpTo: `${on}T15:00:00.000Z` },
}))

/** What a history of commands leaves, decision by decision; refused ones leave nothing. */
export function decisions(start: ClockStart, commands: readonly ClockCommand[]): (readonly ClockEvent[])[] {
  let state = clockDecider.initial
  const written: (readonly ClockEvent[])[] = []
  for (const one of [{ type: 'Start', start, calendar } as const, ...commands]) {
    // As the service does: by the version that counts the clock.
    const counts = state.start?.calendar.version === other.version ? other : calendar
    const decision = clockDecider.decide({ ...one, calendar: counts }, state)
    if ('refused' in decision || decision.length === 0) continue
    written.push(decision)
    state = fold(clockDecider, decision, state)
  }
  return written
}

export const live = (start: ClockStart, commands: readonly ClockCommand[]): ClockEvent[] =>
  decisions(start, commands).flat()

export const histories = fc.tuple(starts, fc.array(command, { maxLength: 12 }))

/** The same, in which another calendar comes to count the clock, if it is open then. */
export const recountedHistories = fc.tuple(
  starts,
  fc
    .tuple(fc.array(command, { maxLength: 8 }), recounting, fc.array(command, { maxLength: 8 }))
    .map(([before, recount, after]) => [...before, recount, ...after]),
)
