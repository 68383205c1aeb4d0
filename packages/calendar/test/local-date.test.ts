import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, fromDayNumber, isLocalDate, toDayNumber, weekday } from '../src/index.ts'

describe('local dates', () => {
  it('knows which days exist', () => {
    for (const date of ['2024-02-29', '2000-02-29', '1984-01-01', '2026-12-31', '0099-03-01']) {
      expect(isLocalDate(date), date).toBe(true)
    }
    for (const date of ['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-3']) {
      expect(isLocalDate(date), date).toBe(false)
    }
    for (const other of ['', '20240401', '2024-04-01T00:00', ' 2024-04-01', 20240401, null, undefined]) {
      expect(isLocalDate(other)).toBe(false)
    }
  })

  it('knows every day that Date knows, and no other', () => {
    const digits = (value: number, length: number) => String(value).padStart(length, '0')
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
        const ms = new Date(0).setUTCFullYear(year, month - 1, day)
        const exists = new Date(ms).toISOString().slice(0, 10) === text
        expect(isLocalDate(text)).toBe(exists)
        if (exists) expect(toDayNumber(text)).toBe(ms / 86_400_000)
      }),
      { numRuns: 10_000 },
    )
  })

  it('numbers days from 1970-01-01', () => {
    expect(toDayNumber('1970-01-01')).toBe(0)
    expect(toDayNumber('1969-12-31')).toBe(-1)
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31')
    expect(() => toDayNumber('2024-02-30')).toThrow(RangeError)
    expect(() => fromDayNumber(3_000_000)).toThrow(RangeError)
    expect(() => fromDayNumber(0.5)).toThrow(RangeError)
  })

  it('knows the weekday, 7 for Sunday', () => {
    expect(weekday('2026-11-22')).toBe(7)
    expect(weekday('2026-11-23')).toBe(1)
    expect(weekday('1969-12-31')).toBe(3)
  })

  it('goes to a number and back, in order, one weekday after another', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (day) => {
        const date = fromDayNumber(day)
        expect(toDayNumber(date)).toBe(day)
        expect(fromDayNumber(day + 1) > date).toBe(true)
        expect(weekday(fromDayNumber(day + 1))).toBe((weekday(date) % 7) + 1)
      }),
      { numRuns: 1000 },
    )
  })
})
