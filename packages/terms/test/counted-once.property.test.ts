import { addDays, bogotaInstant, nationalCalendar } from '@ventanilla/calendar'
import { clockFrom, regimes } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'

const more = [
  rulesFor('tutela', { 'term.amount': '48', 'term.unit': 'calendar-hours' }),
  rulesFor('peticion', { 'term.amount': '1', 'term.unit': 'calendar-months' }),
  rulesFor('004/excepcion', { 'exception.late': 'ordinary' }),
]
/** As a service has them: the same for every clock that they count. */
const shared = [...regimes.map(({ name }) => rulesFor(name)), ...more]
const calendars = [nationalCalendar(), nationalCalendar([])]

const at = (day: string, minutes: number) =>
  new Date(Date.parse(bogotaInstant(day)) + minutes * 60_000).toISOString()

it('counts a clock as if it had never counted another', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shared),
      fc.constantFrom(...calendars),
      // Few days and hours that decide something, so that many begin on one day and not all of them alike.
      fc.nat(5),
      fc.constantFrom(0, 450, 530, 545, 1_019, 1_020, 1_439),
      fc.constantFrom('', 'paused', 'answered', 'extended', 'requirement-sent'),
      fc.integer({ min: 1, max: 20 }),
      (rules, calendar, day, minute, type, later) => {
        const received = addDays('2026-07-09', day)
        const what = { type, at: at(addDays(received, later), 600), days: 3, reason: 'prueba' }
        const facts = [{ type: 'received', at: at(received, minute) }, ...(type === '' ? [] : [what])]
        expect(clockFrom(rules, facts, calendar)).toEqual(clockFrom({ ...rules }, facts, calendar))
      },
    ),
    { numRuns: 10_000 },
  )
})

it('counts an end before a law that takes what is open, after it was counted open', () => {
  const rules = rulesFor('peticion')
  const [calendar = nationalCalendar()] = calendars
  const open = [{ type: 'received', at: '2020-03-10T10:00' }]
  const answered = { at: '2020-03-20T10:00' }
  const ended = [...open, { type: 'answered', ...answered }, { type: 'delivered', ...answered }]
  // Decreto Legislativo 491 de 2020: thirty days for what was open on 28 March.
  expect(clockFrom(rules, open, calendar).due).toBe('2020-04-24')
  expect(clockFrom(rules, ended, calendar).due).toBe('2020-04-01')
})
