import { addDays, bogotaDate, nationalCalendar } from '@ventanilla/calendar'
import {
  addBusinessDays,
  businessDaysBetween,
  dueDate,
  endOfDue,
  lastBusinessDayOnOrBefore,
} from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendars, dates } from './terms.arbitrary.ts'

const calendar = nationalCalendar()

describe('business days', () => {
  it('are counted after one day and up to another', () => {
    expect(businessDaysBetween('2026-11-20', '2026-11-23', calendar)).toBe(1)
    expect(businessDaysBetween('2026-11-20', '2026-11-22', calendar)).toBe(0)
    expect(businessDaysBetween('2026-12-04', '2026-12-09', calendar)).toBe(2)
    expect(businessDaysBetween('2026-12-09', '2026-12-04', calendar)).toBe(-2)
  })

  it('are added and taken away', () => {
    expect(addBusinessDays('2026-12-04', 2, calendar)).toBe('2026-12-09')
    expect(addBusinessDays('2026-12-06', 1, calendar)).toBe('2026-12-07')
    expect(addBusinessDays('2026-12-06', 0, calendar)).toBe('2026-12-06')
    expect(addBusinessDays('2026-12-09', -1, calendar)).toBe('2026-12-07')
    expect(addBusinessDays('2026-12-06', -1, calendar)).toBe('2026-12-04')
    expect(lastBusinessDayOnOrBefore('2026-12-08', calendar)).toBe('2026-12-07')
    expect(lastBusinessDayOnOrBefore('2026-12-09', calendar)).toBe('2026-12-09')
    expect(() => addBusinessDays('1984-01-02', -1, calendar)).toThrow(RangeError)
  })

  it('agree with each other and with the due date', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 300 }), calendars, (date, n, any) => {
        const later = addBusinessDays(date, n, any)
        expect(later).toBe(dueDate({ received: date, amount: n, unit: 'business-days' }, any))
        expect(businessDaysBetween(date, later, any)).toBe(n)
        expect(businessDaysBetween(later, date, any)).toBe(-n)
        expect(addBusinessDays(addDays(later, 1), -n, any) > date).toBe(true)
        const last = lastBusinessDayOnOrBefore(date, any)
        expect(any.isBusinessDay(last)).toBe(true)
        expect(businessDaysBetween(last, date, any)).toBe(0)
      }),
      { numRuns: 10_000 },
    )
  })

  it('end at midnight in Bogotá', () => {
    expect(endOfDue('2026-12-14')).toBe('2026-12-15T05:00:00.000Z')
    expect(bogotaDate(new Date(Date.parse(endOfDue('2026-12-14')) - 1))).toBe('2026-12-14')
  })
})
