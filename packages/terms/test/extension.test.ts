import { overlaySchema, withOverlays } from '@ventanilla/calendar'
import { clockFrom } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { clockOf, codes, fact, petition, received, rulesFor } from './clock-of.ts'

describe('an extension', () => {
  const told = (at: string, more: object) =>
    fact(`extended ${at}`, { reason: 'consulta a otra área', ...more })

  it('takes days or a new date, up to double', () => {
    expect(petition([told('2026-12-14T23:00', { days: 15 })]).due).toBe('2027-01-06')
    expect(petition([told('2026-12-11', { newDue: '2027-01-06' })]).due).toBe('2027-01-06')
    expect(petition([told('2026-12-11', { newDue: '2026-12-16', days: 2 })]).due).toBe('2026-12-16')
  })

  it.each<[string, string, string[]]>([
    ['2026-03-03', '2026-03-03', []],
    ['2026-03-27', '2026-03-27', []],
    ['2026-03-30', '2026-03-30', []],
    ['2026-03-31', '2026-03-02', ['extension-beyond-limit']],
  ])(
    'of a month whose last day was no business day, to %s, ends on %s',
    // One month of 30 January is over on Saturday 28 February, and so on Monday 2 March; two months, on 30 March.
    (newDue, due, refused) => {
      const set = { 'term.amount': '1', 'term.unit': 'calendar-months' }
      const answer = clockOf('peticion', [fact('received 2026-01-30'), told('2026-02-10', { newDue })], {
        set,
      })
      expect({ due: answer.due, refused: codes(answer) }).toEqual({ due, refused })
    },
  )

  // A month of 3 July 2028 ends on 3 August, and two on a Sunday, so on Monday 4 September.
  it.each<[string, object, string[]]>([
    ['2028-09-04', { newDue: '2028-09-04' }, []],
    ['2028-09-04', { days: 1 }, []],
    ['2028-09-04', { days: 1, newDue: '2028-09-04' }, []],
    ['2028-09-03', { newDue: '2028-09-03' }, []],
    ['2028-08-03', { newDue: '2028-09-05' }, ['extension-beyond-limit']],
    ['2028-08-03', { days: 2, newDue: '2028-09-04' }, ['extension-beyond-limit']],
    ['2028-08-03', { days: 1, newDue: '2028-09-03' }, ['extension-ambiguous']],
    ['2028-08-03', { days: 1e15, newDue: '2028-09-04' }, ['extension-beyond-limit']],
  ])('of a month ends on %s with %j', (due, more, refused) => {
    const set = { 'term.amount': '1', 'term.unit': 'calendar-months' }
    const answer = clockOf('peticion', [fact('received 2028-07-03T10:00'), told('2028-08-03', more)], { set })
    expect({ due: answer.due, refused: codes(answer) }).toEqual({ due, refused })
  })

  it('of months ends on its new date, also when they stood still after they had run out', () => {
    // Four months are over on a Saturday, so on Tuesday 25 March, on which they stop.
    const set = { 'term.amount': '4', 'term.unit': 'calendar-months' }
    const facts = [
      ...[fact('received 2024-11-22T10:00'), fact('paused 2025-03-25T15:00'), fact('resumed 2025-03-26')],
      told('2025-03-27T09:00', { newDue: '2025-03-28' }),
    ]
    expect(clockOf('peticion', facts, { set })).toMatchObject({ due: '2025-03-28', refused: [] })
  })

  it('is refused where the calendar of the entity forbids to count, and ends nothing else', () => {
    const calendar = withOverlays([
      overlaySchema.parse({
        ...{ calendar: 'ent', base: 'co', outside: 'refuse', closed: [], counted: [] },
        valid: { from: '2026-01-01', to: '2026-12-31' },
      }),
    ])
    const of = (name: string, newDue: string, set = {}) =>
      clockFrom(rulesFor(name, set), [fact('received 2026-10-01'), told('2026-10-02', { newDue })], calendar)
    const far = of('peticion', '2100-01-01')
    expect({ due: far.due, refused: codes(far) }).toEqual({
      ...{ due: '2026-10-23', refused: ['extension-beyond-calendar'] },
    })
    const months = { 'term.amount': '2', 'term.unit': 'calendar-months' }
    expect(codes(of('peticion', '2100-01-01', months))).toEqual(['extension-beyond-calendar'])
    // Twice two months lie beyond, this date doesn't.
    expect(of('peticion', '2026-12-15', months)).toMatchObject({ due: '2026-12-15', refused: [] })
    const both = [fact('received 2026-10-01'), told('2026-10-02', { days: 2, newDue: '2026-12-15' })]
    expect(codes(clockFrom(rulesFor('peticion', months), both, calendar))).toEqual(['extension-ambiguous'])
    const days = { 'term.amount': '80', 'term.unit': 'calendar-days' }
    expect(of('peticion', '2027-01-08', days)).toMatchObject({ due: '2027-01-08', refused: [] })
    expect(codes(of('peticion', '2100-01-01', days))).toEqual(['extension-beyond-limit'])
  })

  it.each<[string, object[], string]>([
    ['after the end', [told('2026-12-15T00:00', { days: 5 })], 'extension-late'],
    ['beyond double', [told('2026-12-11', { days: 16 })], 'extension-beyond-limit'],
    ['beyond double by its date', [told('2026-12-11', { newDue: '2027-01-07' })], 'extension-beyond-limit'],
    ['by a number that is absurd', [told('2026-12-11', { days: 1e15 })], 'extension-beyond-limit'],
    ['to a year that is', [told('2026-12-11', { newDue: '2149-12-31' })], 'extension-beyond-limit'],
    ['without a reason', [fact('extended 2026-12-11', { days: 5 })], 'extension-without-reason'],
    ['with a blank reason', [told('2026-12-11', { days: 5, reason: ' ' })], 'extension-without-reason'],
    ['without a date', [told('2026-12-11', {})], 'extension-without-date'],
    ['to a day that is no later', [told('2026-12-11', { newDue: '2026-12-14' })], 'extension-not-later'],
    [
      'with days that say another date',
      [told('2026-12-11', { newDue: '2026-12-16', days: 3 })],
      'extension-ambiguous',
    ],
    ['while paused', [fact('paused 2026-12-01'), told('2026-12-02', { days: 5 })], 'extension-while-paused'],
    ['again', [told('2026-12-01', { days: 5 }), told('2026-12-02', { days: 5 })], 'already-extended'],
  ])('is refused %s', (_, facts, code) => {
    const answer = petition(facts)
    expect(codes(answer)).toEqual([code])
    expect(answer.refused[0]?.fact).toBe(facts.at(-1))
  })

  it('is refused where the regime knows none, and after the answer', () => {
    const more = told('2026-11-24', { days: 1 })
    expect(codes(clockOf('congreso-258', [received, more]))).toEqual(['extension-not-allowed'])
    const met = [fact('answered 2026-11-23'), fact('delivered 2026-11-23')]
    expect(codes(petition([...met, more]))).toEqual(['clock-ended'])
  })
})
