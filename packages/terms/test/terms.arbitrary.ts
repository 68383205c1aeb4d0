import {
  addDays,
  type Calendar,
  fromDayNumber,
  type LocalDate,
  nationalCalendar,
  overlaySchema,
  toDayNumber,
  withOverlays,
} from '@ventanilla/calendar'
import type { Pause, TermFacts, Unit } from '@ventanilla/terms'
import fc from 'fast-check'

const closing = overlaySchema.parse({
  calendar: 'prueba',
  base: 'co',
  valid: { from: '2024-01-01', to: '2026-12-31' },
  closed: [
    { date: '2024-03-26', by: 'Decreto 1' },
    { date: '2024-03-27', by: 'Decreto 1' },
    { date: '2025-12-31', by: 'Decreto 2' },
  ],
  counted: [{ date: '2024-11-04', why: 'falta en la tabla' }],
})

export const calendars = fc.constantFrom<Calendar[]>(nationalCalendar(), withOverlays([closing]))
export const dates = fc
  .integer({ min: toDayNumber('2023-06-01'), max: toDayNumber('2027-06-30') })
  .map(fromDayNumber)
export const units = fc.constantFrom<Unit[]>('business-days', 'calendar-days')

/** Pauses near `received`, overlapping or not, some of no day; `open` lets the last one go on. */
export function pausesNear(received: LocalDate, open = false): fc.Arbitrary<Pause[]> {
  const closed = fc
    .tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 0, max: 25 }))
    .map(([start, length]) => {
      const from = addDays(received, start)
      return { from, to: addDays(from, length), reason: 'se pidió completar' }
    })
  const openOne = fc
    .integer({ min: -5, max: 60 })
    .map((start) => [{ from: addDays(received, start), reason: 'espera a otra entidad' }])
  return fc
    .tuple(fc.array(closed, { maxLength: 4 }), open ? fc.option(openOne, { nil: [] }) : fc.constant([]))
    .map(([some, last]) => [...some, ...last])
}

/** Facts of a term that can be: mixed units in extensions, pauses, now and then one without an end. */
export function facts({ open = false } = {}): fc.Arbitrary<TermFacts> {
  return dates.chain((received) =>
    fc.record({
      received: fc.constant(received),
      amount: fc.integer({ min: 1, max: 40 }),
      unit: units,
      extension: fc.integer({ min: 0, max: 20 }),
      extensions: fc.array(fc.record({ amount: fc.integer({ min: 0, max: 15 }), unit: units }), {
        maxLength: 2,
      }),
      pauses: pausesNear(received, open),
    }),
  )
}

export function total({ amount, extension = 0, extensions = [] }: TermFacts): number {
  return extensions.reduce((sum, each) => sum + each.amount, amount + extension)
}
