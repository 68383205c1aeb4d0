import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, fromDayNumber, nationalCalendar, toDayNumber } from '../src/index.ts'

const calendar = nationalCalendar()
const first = toDayNumber('1984-01-01')
const last = toDayNumber('2199-12-31')

describe('the national calendar', () => {
  it('is version co@1', () => {
    expect(calendar).toMatchObject({ id: 'co', version: 'co@1' })
  })

  it('says what each day is', () => {
    expect(calendar.day('2026-11-20')).toEqual({
      date: '2026-11-20',
      working: true,
      why: 'business-day',
      text: 'día hábil',
    })
    expect(calendar.day('2026-11-21')).toMatchObject({ why: 'saturday', text: 'sábado' })
    expect(calendar.day('2026-11-22')).toMatchObject({ why: 'sunday', text: 'domingo' })
    expect(calendar.day('2026-12-25')).toEqual({
      date: '2026-12-25',
      working: false,
      why: 'holiday',
      text: 'festivo: Navidad',
      source: 'Ley 51/1983 art. 1',
    })
  })

  it('refuses days it does not cover instead of calling them working', () => {
    expect(() => calendar.day('1983-12-31')).toThrow('1984–2199')
    expect(() => calendar.isBusinessDay('2200-01-01')).toThrow(RangeError)
    expect(() => calendar.workingDays.countThrough('1983-12-31')).toThrow(RangeError)
    expect(() => calendar.workingDays.nth(0)).toThrow(RangeError)
    expect(() => calendar.workingDays.nth(99_999)).toThrow(RangeError)
  })

  it('counts business days as a walk over the days does', () => {
    const { workingDays } = calendar
    fc.assert(
      fc.property(
        fc.integer({ min: first, max: last - 400 }),
        fc.integer({ min: 0, max: 400 }),
        (day, span) => {
          const start = fromDayNumber(day)
          const end = addDays(start, span)
          let walked = 0
          for (let date = addDays(start, 1); date <= end; date = addDays(date, 1)) {
            if (calendar.day(date).working) walked++
            expect(calendar.isBusinessDay(date)).toBe(calendar.day(date).working)
          }
          expect(workingDays.countThrough(end) - workingDays.countThrough(start)).toBe(walked)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('finds the business day of each number', () => {
    const { workingDays } = calendar
    fc.assert(
      fc.property(fc.integer({ min: 1, max: workingDays.countThrough('2199-12-31') }), (number) => {
        const date = workingDays.nth(number)
        expect(calendar.isBusinessDay(date)).toBe(true)
        expect(workingDays.countThrough(date)).toBe(number)
      }),
      { numRuns: 1000 },
    )
  })
})
