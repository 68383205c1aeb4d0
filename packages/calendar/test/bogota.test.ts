import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bogotaDate, bogotaInstant, bogotaTime, fromDayNumber } from '../src/index.ts'

describe('the legal time of Colombia', () => {
  it('is five hours behind UTC', () => {
    expect(bogotaInstant('2026-11-22', '10:00')).toBe('2026-11-22T15:00:00.000Z')
    expect(bogotaInstant('2026-12-31', '23:59:59.999')).toBe('2027-01-01T04:59:59.999Z')
    expect(bogotaDate('2027-01-01T04:59:59.999Z')).toBe('2026-12-31')
    expect(bogotaDate('2027-01-01T05:00:00Z')).toBe('2027-01-01')
    expect(bogotaDate('2026-11-22T23:30:00-05:00')).toBe('2026-11-22')
    expect(bogotaDate(new Date(0))).toBe('1969-12-31')
    expect(bogotaTime('2026-11-22T22:00:00.001Z')).toBe('17:00:00.001')
  })

  it('refuses an instant whose zone is left to the machine', () => {
    expect(() => bogotaDate('2026-11-22T10:00:00')).toThrow('carries its zone')
    expect(() => bogotaDate('2026-11-22')).toThrow(RangeError)
    expect(() => bogotaDate('ayerZ')).toThrow(RangeError)
    expect(() => bogotaDate('Sun, 22 Nov 2026 10:00:00 Z')).toThrow(RangeError)
    expect(() => bogotaDate('2026-02-30T10:00:00Z')).toThrow('not an instant')
    expect(() => bogotaDate('2026-02-28T25:00:00Z')).toThrow('not an instant')
    expect(() => bogotaDate(new Date(Number.NaN))).toThrow(RangeError)
    expect(() => bogotaInstant('2026-11-31')).toThrow(RangeError)
    expect(() => bogotaInstant('2026-11-30', '24:00')).toThrow(RangeError)
  })

  it('gives back the day and the time it was given', () => {
    const days = fc.integer({ min: 5114, max: 84_000 }).map(fromDayNumber)
    const times = fc
      .integer({ min: 0, max: 86_399_999 })
      .map((ms) => new Date(ms).toISOString().slice(11, 23))
    fc.assert(
      fc.property(days, times, (date, time) => {
        const instant = bogotaInstant(date, time)
        expect(bogotaDate(instant)).toBe(date)
        expect(bogotaTime(instant)).toBe(time)
        expect(bogotaInstant(bogotaDate(instant), bogotaTime(instant))).toBe(instant)
      }),
      { numRuns: 1000 },
    )
  })
})
