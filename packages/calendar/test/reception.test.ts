import { describe, expect, it } from 'vitest'
import { bogotaInstant, comesLate, isWithinReception, nationalCalendar, receptionDate } from '../src/index.ts'

const calendar = nationalCalendar()
const window = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }

describe('the reception window', () => {
  // Monday 2026-11-16 is a holiday; Tuesday 17 to Friday 20 are business days.
  it.each([
    ['2026-11-18', '08:00', true, '2026-11-18'],
    ['2026-11-18', '16:59:59.999', true, '2026-11-18'],
    ['2026-11-18', '17:00', false, '2026-11-19'],
    ['2026-11-18', '07:59:59.999', false, '2026-11-19'],
    ['2026-11-20', '17:30', false, '2026-11-23'],
    ['2026-11-22', '10:00', false, '2026-11-23'],
    ['2026-11-13', '23:59', false, '2026-11-17'],
    ['2026-11-16', '10:00', false, '2026-11-17'],
  ])('%s at %s: inside %s, received on %s', (date, time, inside, received) => {
    const instant = bogotaInstant(date, time)
    expect(isWithinReception(instant, window, calendar)).toBe(inside)
    expect(receptionDate(instant, window, calendar)).toBe(received)
  })

  it.each([
    ['2026-11-18', '08:59', '09:00', false],
    ['2026-11-18', '09:00', '09:00', true],
    ['2026-11-22', '10:00', '09:00', false],
    ['2026-11-18', '17:30', '09:00', false],
    ['2026-11-18', '17:30', '08:01', false],
    // They open at eight: nothing is in time, whenever it comes.
    ...['08:00', '07:00'].flatMap((before) =>
      [
        ['2026-11-18', '06:00'],
        ['2026-11-18', '08:00'],
        ['2026-11-18', '17:30'],
        ['2026-11-22', '10:00'],
      ].map(([date = '', time = '']): [string, string, string, boolean] => [date, time, before, true]),
    ),
  ])('%s at %s comes late for before %s: %s', (date, time, before, late) => {
    expect(comesLate(bogotaInstant(date, time), before, window, calendar)).toBe(late)
  })

  it('opens only on its own weekdays', () => {
    const tuesdays = { ...window, days: [2] }
    expect(receptionDate(bogotaInstant('2026-11-18', '10:00'), tuesdays, calendar)).toBe('2026-11-24')
    expect(() => receptionDate('2026-11-18T15:00:00Z', { ...window, days: [6] }, calendar)).toThrow(
      RangeError,
    )
  })
})
