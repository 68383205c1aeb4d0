import { nationalCalendar, overlaySchema, withOverlays } from '@ventanilla/calendar'
import { due, dueDate, type TermFacts } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'

const calendar = nationalCalendar()

describe('due dates worked by hand', () => {
  it.each([
    // A petition of Sunday 2026-11-22: day 1 is Monday 23, 8 December is a holiday.
    ['2026-11-22', 15, '2026-12-14'],
    // A request received on Monday 2026-11-23, twelve days.
    ['2026-11-23', 12, '2026-12-10'],
    // Mondays 13 July (Chiquinquirá, first kept in 2026) and 20 July are holidays.
    ['2026-07-07', 12, '2026-07-27'],
    // The same days in 2025, with 20 July on a Sunday and no 9 July yet.
    ['2025-07-08', 12, '2025-07-24'],
    // Holy Week: Thursday and Friday out, and Monday 2024-03-25.
    ['2024-03-22', 5, '2024-04-03'],
    // Over the year's end.
    ['2026-12-23', 10, '2027-01-08'],
    ['2026-11-20', 1, '2026-11-23'],
  ])('received %s, %i business days: %s', (received, amount, expected) => {
    expect(due({ received, amount, unit: 'business-days' }, calendar).due).toBe(expected)
  })

  it('counts every day when the term is in calendar days, and may end on a Sunday', () => {
    expect(dueDate({ received: '2026-12-03', amount: 10, unit: 'calendar-days' }, calendar)).toBe(
      '2026-12-13',
    )
  })

  it('extends after the term, in the unit of the extension', () => {
    const term: TermFacts = { received: '2026-11-22', amount: 15, unit: 'business-days' }
    expect(dueDate({ ...term, extension: 15 }, calendar)).toBe('2027-01-06')
    expect(dueDate({ ...term, extensions: [{ amount: 5, unit: 'calendar-days' }] }, calendar)).toBe(
      '2026-12-19',
    )
  })

  it('stops while paused and goes on with the days left', () => {
    const pauses = [{ from: '2026-11-25', to: '2026-12-02', reason: 'se pidió completar la petición' }]
    const term: TermFacts = { received: '2026-11-22', amount: 15, unit: 'business-days', pauses }
    // Five business days are lost, 25 November to 1 December: 14 December becomes 21.
    expect(dueDate(term, calendar)).toBe('2026-12-21')
  })
})

describe('the explanation', () => {
  it('gives each day its reason and its source', () => {
    const overlay = overlaySchema.parse({
      calendar: 'prueba',
      base: 'co',
      valid: { from: '2026-01-01', to: '2026-12-31' },
      closed: [{ date: '2026-12-24', by: 'Resolución 9 de 2026' }],
    })
    const term: TermFacts = { received: '2026-12-23', amount: 1, unit: 'business-days', extension: 1 }
    const { explanation } = due(term, withOverlays([overlay]))
    expect(explanation.map(({ date, kind, why, source, total }) => [date, kind, why, source, total])).toEqual(
      [
        ['2026-12-23', 'received', 'día de recepción: se cuenta desde el día siguiente', undefined, 0],
        ['2026-12-24', 'closed', 'cierre de la entidad: Resolución 9 de 2026', 'Resolución 9 de 2026', 0],
        ['2026-12-25', 'holiday', 'festivo: Navidad', 'Ley 51/1983 art. 1', 0],
        ['2026-12-26', 'saturday', 'sábado', 'Ley 4/1913 art. 62', 0],
        ['2026-12-27', 'sunday', 'domingo', 'Ley 4/1913 art. 62', 0],
        ['2026-12-28', 'business-day', 'día hábil', undefined, 1],
        ['2026-12-29', 'business-day', 'día hábil, de la prórroga', undefined, 2],
      ],
    )
  })

  it('ends on the first day of a pause that has no end', () => {
    const pauses = [{ from: '2026-11-25', reason: 'espera a otra entidad', basis: 'Ley 1437/2011 art. 17' }]
    const result = due({ received: '2026-11-22', amount: 15, unit: 'business-days', pauses }, calendar)
    expect(result.due).toBeUndefined()
    expect(result.explanation.at(-1)).toEqual({
      date: '2026-11-25',
      counted: false,
      why: 'término suspendido, sin fecha de reanudación: espera a otra entidad',
      kind: 'paused',
      source: 'Ley 1437/2011 art. 17',
      total: 2,
    })
  })

  it('leaves the due date alone when the pause comes after it', () => {
    const pauses = [{ from: '2026-12-15', reason: 'tarde' }]
    expect(dueDate({ received: '2026-11-22', amount: 15, unit: 'business-days', pauses }, calendar)).toBe(
      '2026-12-14',
    )
  })

  it('keeps the reason of each pause that overlaps another', () => {
    const pauses = [
      { from: '2026-11-24', to: '2026-11-26', reason: 'primera' },
      { from: '2026-11-25', to: '2026-11-27', reason: 'segunda' },
    ]
    const { explanation } = due(
      { received: '2026-11-22', amount: 2, unit: 'calendar-days', pauses },
      calendar,
    )
    expect(explanation.map(({ why }) => why.split(': ')[1]).slice(2, 5)).toEqual([
      'primera',
      'primera',
      'segunda',
    ])
  })
})

describe('facts that cannot be', () => {
  const term: TermFacts = { received: '2026-11-22', amount: 15, unit: 'business-days' }
  it.each<[string, TermFacts]>([
    ['no day', { ...term, amount: 0 }],
    ['less than none', { ...term, amount: -1 }],
    ['half a day', { ...term, amount: 1.5 }],
    ['more than ten years', { ...term, amount: 3651 }],
    ['more than ten years with what was granted', { ...term, amount: 3000, extension: 651 }],
    ['a negative extension', { ...term, extension: -1 }],
    ['a negative extension in the list', { ...term, extensions: [{ amount: -3 }] }],
    [
      'a pause that ends before it starts',
      { ...term, pauses: [{ from: '2026-12-02', to: '2026-12-01', reason: 'x' }] },
    ],
    ['a day that does not exist', { ...term, received: '2026-02-30' }],
    ['a year beyond the calendars', { ...term, received: '2199-12-20' }],
  ])('%s', (_, facts) => {
    expect(() => due(facts, calendar)).toThrow(RangeError)
    expect(() => dueDate(facts, calendar)).toThrow(RangeError)
  })
})
