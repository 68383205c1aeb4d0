import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { easterDay } from '../src/easter.ts'
import {
  addDays,
  fromDayNumber,
  holidays,
  nationalCalendar,
  nationalRules,
  repealed,
  weekday,
} from '../src/index.ts'
import { goldenHolidays } from './golden-holidays.ts'

const years = fc.integer({ min: 1984, max: 2199 })

describe('Colombian holidays', () => {
  it.each(Object.entries(goldenHolidays))('are those of the official list of %s', (year, list) => {
    const dates = new Set(holidays(Number(year), Number(year)).map(({ date }) => date.slice(5)))
    expect([...dates].join(' ')).toBe(list)
  })

  it('names each one with its rule and its law', () => {
    const of2026 = holidays(2026, 2026)
    expect(of2026).toHaveLength(19)
    expect(of2026).toContainEqual({
      date: '2026-07-13',
      name: 'Nuestra Señora del Rosario de Chiquinquirá',
      rule: 'emiliani 07-09',
      source: 'Ley 2578/2026 art. 6',
    })
    expect(of2026[0]).toEqual({
      date: '2026-01-01',
      name: 'Año Nuevo',
      rule: 'fixed 01-01',
      source: 'Ley 51/1983 art. 1',
    })
    expect(of2026.find(({ name }) => name === 'Jueves Santo')?.rule).toBe('easter-based -3')
    expect(of2026.find(({ name }) => name === 'Corpus Christi')?.rule).toBe('easter-based +64')
  })

  it('keeps two holidays of one day as two', () => {
    const both = holidays(2025, 2025).filter(({ date }) => date === '2025-06-30')
    expect(both.map(({ name }) => name)).toEqual(['Sagrado Corazón de Jesús', 'San Pedro y San Pablo'])
    expect(nationalCalendar().day('2025-06-30').text).toBe(
      'festivo: Sagrado Corazón de Jesús y San Pedro y San Pablo',
    )
  })

  it('has 18 entries a year until 2025 and 19 from 2026 on', () => {
    const perYear = Map.groupBy(holidays(1984, 2199), ({ date }) => date.slice(0, 4))
    expect(perYear.size).toBe(216)
    for (const [year, found] of perYear) expect(found.length, year).toBe(Number(year) < 2026 ? 18 : 19)
  })

  it('can end a rule on a day without touching the years before', () => {
    const rules = repealed(nationalRules, 'chiquinquira', '2027-12-31')
    expect(holidays(2026, 2027, rules)).toEqual(holidays(2026, 2027))
    expect(holidays(2028, 2028, rules).map(({ date }) => date)).not.toContain('2028-07-10')
    expect(nationalCalendar(rules).isBusinessDay('2028-07-10')).toBe(true)
    expect(nationalCalendar(rules).version).toMatch(/^co@[0-9a-f]{12}$/)
    expect(() => repealed(nationalRules, 'carnaval', '2027-12-31')).toThrow(RangeError)
  })

  it('covers 1984 to 2199 and says so', () => {
    expect(() => holidays(1983, 2000)).toThrow('1984–2199')
    expect(() => holidays(2000, 2200)).toThrow(RangeError)
    expect(() => holidays(2001, 2000)).toThrow(RangeError)
    expect(() => holidays(2000.5, 2001)).toThrow(RangeError)
  })

  it('moves to Monday what the law moves, never back and never a week', () => {
    fc.assert(
      fc.property(years, (year) => {
        for (const { date, rule } of holidays(year, year)) {
          const [kind, detail = ''] = rule.split(' ')
          if (kind === 'fixed') expect(date).toBe(`${year}-${detail}`)
          if (kind === 'easter-based') {
            expect(date).toBe(addDays(fromDayNumber(easterDay(year)), Number(detail)))
            if (Number(detail) > 0) expect(weekday(date)).toBe(1)
          }
          if (kind === 'emiliani') {
            const own = `${year}-${detail}`
            expect(weekday(date)).toBe(1)
            expect(date >= own && date < addDays(own, 7)).toBe(true)
          }
        }
      }),
      { numRuns: 216 },
    )
  })
})

describe('Easter', () => {
  it.each([
    ['1984-04-22'],
    ['2000-04-23'],
    ['2008-03-23'],
    ['2011-04-24'],
    ['2024-03-31'],
    ['2026-04-05'],
    ['2038-04-25'],
    ['2049-04-18'],
    ['2076-04-19'],
    ['2160-03-23'],
  ])('falls on %s', (date) => {
    expect(fromDayNumber(easterDay(Number(date.slice(0, 4))))).toBe(date)
  })

  it('is a Sunday between 22 March and 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
        const date = fromDayNumber(easterDay(year))
        expect(weekday(date)).toBe(7)
        expect(date >= `${year}-03-22` && date <= `${year}-04-25`).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
