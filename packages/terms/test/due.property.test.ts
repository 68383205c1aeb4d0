import { addDays } from '@ventanilla/calendar'
import { due, dueDate, type Pause, type TermFacts } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendars, dates, facts, pausesNear, total, units } from './terms.arbitrary.ts'

const runs = { numRuns: 10_000 }

describe('a term, whatever its facts', () => {
  it('explains every day from reception to the due date, and counts exactly the term', () => {
    fc.assert(
      fc.property(facts(), calendars, (term, calendar) => {
        const { due: last, explanation } = due(term, calendar)
        expect(explanation[0]).toMatchObject({ date: term.received, counted: false, kind: 'received' })
        let counted = 0
        // One assertion for all days: a call of expect for each costs more than all the rest.
        const wrong = explanation.filter((row, index) => {
          if (row.counted) counted++
          return row.date !== addDays(term.received, index) || row.total !== counted
        })
        expect(wrong).toEqual([])
        expect(counted).toBe(total(term))
        expect(explanation.at(-1)).toMatchObject({ date: last, counted: true, total: total(term) })
      }),
      runs,
    )
  })

  it('has the same due date with and without the walk, also while it is paused', () => {
    fc.assert(
      fc.property(facts({ open: true }), calendars, (term, calendar) => {
        expect(dueDate(term, calendar)).toBe(due(term, calendar).due)
      }),
      { numRuns: 10_000 },
    )
  })

  it('is due no sooner when it starts later, is longer, is extended or is paused', () => {
    fc.assert(
      fc.property(facts(), calendars, fc.integer({ min: 0, max: 30 }), (term, calendar, more) => {
        const base = dueDate(term, calendar) ?? ''
        const not = (changed: TermFacts) => expect((dueDate(changed, calendar) ?? '') >= base).toBe(true)
        not({ ...term, received: addDays(term.received, more) })
        not({ ...term, amount: term.amount + more })
        not({ ...term, extension: (term.extension ?? 0) + more })
        const from = addDays(term.received, more)
        not({ ...term, pauses: [...(term.pauses ?? []), { from, to: addDays(from, more), reason: 'x' }] })
      }),
      runs,
    )
  })

  it('is unmoved by a pause that resumes on the day it began', () => {
    fc.assert(
      fc.property(
        facts({ open: true }),
        calendars,
        fc.integer({ min: -5, max: 90 }),
        (term, calendar, at) => {
          const day = addDays(term.received, at)
          const pauses = [...(term.pauses ?? []), { from: day, to: day, reason: 'nada' }]
          expect(due({ ...term, pauses }, calendar)).toEqual(due(term, calendar))
        },
      ),
      runs,
    )
  })

  it('does not care how a pause is split, repeated or ordered', () => {
    fc.assert(
      fc.property(facts({ open: true }), calendars, fc.nat(), (term, calendar, where) => {
        const pauses = term.pauses ?? []
        const split = pauses.flatMap((pause): Pause[] => {
          const cut = addDays(pause.from, pause.to === undefined ? 9 : where % (daysOf(pause) + 1))
          return [
            { ...pause, from: cut },
            { ...pause, to: cut },
          ]
        })
        expect(dueDate({ ...term, pauses: split }, calendar)).toBe(dueDate(term, calendar))
        expect(dueDate({ ...term, pauses: [...pauses, ...split] }, calendar)).toBe(dueDate(term, calendar))
        expect(dueDate({ ...term, pauses: pauses.toReversed() }, calendar)).toBe(dueDate(term, calendar))
      }),
      runs,
    )
  })

  it('gains by an extension in its unit what it would by being longer', () => {
    fc.assert(
      fc.property(dates, units, fc.nat(30), fc.nat(30), calendars, (received, unit, one, other, calendar) => {
        const whole = dueDate({ received, unit, amount: 1 + one + other }, calendar)
        expect(dueDate({ received, unit, amount: 1 + one, extension: other }, calendar)).toBe(whole)
        const extensions = [{ amount: one }, { amount: other, unit }]
        expect(dueDate({ received, unit, amount: 1, extensions }, calendar)).toBe(whole)
      }),
      runs,
    )
  })

  it('loses to a pause only the days that would have counted', () => {
    const paused = dates.chain((received) => fc.tuple(fc.constant(received), pausesNear(received)))
    fc.assert(
      fc.property(
        paused,
        fc.integer({ min: 1, max: 40 }),
        calendars,
        ([received, pauses], amount, calendar) => {
          const term = { received, amount, unit: 'business-days' as const }
          const { explanation } = due({ ...term, pauses }, calendar)
          const lost = explanation.filter(
            ({ kind, date }) => kind === 'paused' && calendar.isBusinessDay(date),
          )
          expect(dueDate({ ...term, amount: amount + lost.length }, calendar)).toBe(explanation.at(-1)?.date)
        },
      ),
      runs,
    )
  })
})

function daysOf({ from, to }: Pause): number {
  return (Date.parse(to ?? from) - Date.parse(from)) / 86_400_000
}
