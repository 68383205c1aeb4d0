import { describe, expect, it } from 'vitest'
import { bogotaInstant, isWithinReception, nationalCalendar, receptionDate } from '../src/index.ts'

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

  it('opens only on its own weekdays', () => {
    const tuesdays = { ...window, days: [2] }
    expect(receptionDate(bogotaInstant('2026-11-18', '10:00'), tuesdays, calendar)).toBe('2026-11-24')
    expect(() => receptionDate('2026-11-18T15:00:00Z', { ...window, days: [6] }, calendar)).toThrow(
      RangeError,
    )
  })
})
