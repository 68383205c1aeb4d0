import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  fromDayNumber,
  nationalCalendar,
  OutsideValidity,
  serviceHours,
  toDayNumber,
  warningsBetween,
  withOverlays,
} from '../src/index.ts'
import { overlayOf } from './overlay-of.ts'

const of2025 = overlayOf('', 'valid: { from: 2025-01-01, to: 2025-12-31 }', 'entidad-2025')
const of2026 = overlayOf('closed: [{ date: 2026-12-07, by: Resolución 1 }]', undefined, 'entidad-2026')
const of2028 = overlayOf('', 'valid: { from: 2028-01-01, to: 2028-12-31 }', 'entidad-2028')
const civicDays = overlayOf(
  'civic: [{ date: 2026-04-17, name: N, by: Decreto 500 de 2024, scope: national }]',
  'valid: { from: 2024-01-01, to: 2030-12-31 }',
  'dia-civico',
)

describe('a count that leaves the validity of its calendar', () => {
  it('goes on by the national calendar, and every day that counts there says so', () => {
    const calendar = withOverlays([of2026])
    expect(calendar.day('2026-12-31').text).toBe('día hábil')
    expect(calendar.day('2027-01-04')).toEqual({
      ...{ date: '2027-01-04', working: true, why: 'business-day' },
      text: 'día hábil (fuera de la vigencia de entidad-2026: rige el calendario nacional)',
    })
    expect(calendar.day('2025-12-30').text).toContain('fuera de la vigencia')
    expect(calendar.day('2027-01-01').text).toBe('festivo: Año Nuevo')
    expect(nationalCalendar().day('2027-01-04').text).toBe('día hábil')
  })

  it('is warned of, with the days and the rule', () => {
    expect(warningsBetween([of2026], '2026-12-01', '2026-12-31')).toEqual([])
    expect(warningsBetween([of2026], '2026-12-15', '2027-01-08')).toEqual([
      {
        ...{ code: 'outside-validity', calendar: 'entidad-2026', from: '2027-01-01', to: '2027-01-08' },
        detail:
          'Del 2027-01-01 al 2027-01-08 el calendario entidad-2026 no está vigente: esos días se cuentan por el ' +
          'calendario nacional, porque no dice qué rige fuera de ella, y pueden cambiar si la entidad expide otro.',
      },
    ])
    const stated = overlayOf('outside: national')
    expect(warningsBetween([stated], '2026-12-15', '2027-01-08')[0]?.detail).toContain(
      'como él mismo dispone',
    )
    expect(warningsBetween([], '2026-12-15', '2027-01-08')).toEqual([])
  })

  it('is warned of in the gaps between validities, and once for each', () => {
    const stretches = warningsBetween([of2028, of2026, of2025], '2024-12-30', '2029-01-02')
    expect(stretches.map(({ from, to }) => [from, to])).toEqual([
      ['2024-12-30', '2024-12-31'],
      ['2027-01-01', '2027-12-31'],
      ['2029-01-01', '2029-01-02'],
    ])
    expect(warningsBetween([of2026, of2025], '2025-06-01', '2026-06-01')).toEqual([])
  })

  it('isn’t covered by a list of national days', () => {
    const [only, ...more] = warningsBetween([civicDays, of2026], '2027-01-04', '2027-01-08')
    expect([only?.calendar, more]).toEqual(['entidad-2026', []])
    expect(warningsBetween([civicDays, of2026], '2031-01-02', '2031-01-03')).toHaveLength(2)
    expect(withOverlays([civicDays]).day('2027-01-04').text).toBe('día hábil')
  })

  it('warns of exactly the days that no validity holds', () => {
    const first = toDayNumber('2024-06-01')
    fc.assert(
      fc.property(
        fc.nat(1800),
        fc.nat(400),
        fc.subarray([of2025, of2026, of2028], { minLength: 1 }),
        (at, span, overlays) => {
          const [from, to] = [fromDayNumber(first + at), fromDayNumber(first + at + span)]
          const warned = warningsBetween(overlays, from, to)
          for (let date = from; date <= to; date = addDays(date, 1)) {
            const held = overlays.some(({ valid }) => valid.from <= date && date <= valid.to)
            expect(warned.filter((one) => one.from <= date && date <= one.to)).toHaveLength(held ? 0 : 1)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a calendar that refuses to be counted outside its validity', () => {
  const strict = withOverlays([overlayOf('outside: refuse'), of2025])
  const { workingDays } = strict

  it.each([
    ['day', () => strict.day('2027-01-04')],
    ['isBusinessDay', () => strict.isBusinessDay('2024-12-31')],
    ['countThrough', () => workingDays.countThrough('2027-01-01')],
    ['nth', () => workingDays.nth(workingDays.countThrough('2026-12-31') + 1)],
    ['a term', () => strict.forTerm({ regime: 'peticion' }).day('2027-01-04')],
  ])('says so: %s', (_, ask) => {
    expect(ask).toThrow(OutsideValidity)
    expect(ask).toThrow(/entidad.* solo cuenta días de 2025-01-01 a 2026-12-31/)
  })

  it('counts inside it as any other', () => {
    const national = nationalCalendar().workingDays
    expect(workingDays.countThrough('2025-01-01')).toBe(national.countThrough('2025-01-01'))
    expect(workingDays.nth(national.countThrough('2026-12-31'))).toBe('2026-12-31')
  })

  it('keeps its hours within it', () => {
    const week = "attention: [{ days: [1, 2, 3, 4, 5], hours: [{ from: '08:00', to: '17:00' }] }]"
    const hours = serviceHours(withOverlays([overlayOf(`outside: refuse\n${week}`)]))
    expect(hours.addHours('2026-12-31T21:00:00Z', 1)).toBe('2026-12-31T22:00:00.000Z')
    expect(() => hours.addHours('2026-12-31T21:00:00Z', 2)).toThrow(RangeError)
    expect(() => hours.isOpen('2027-01-04T15:00:00Z')).toThrow(OutsideValidity)
  })
})
