import { describe, expect, it } from 'vitest'
import { bogotaInstant, nationalCalendar, serviceHours, withOverlays } from '../src/index.ts'
import { overlayOf } from './overlay-of.ts'

const calendar = withOverlays([
  overlayOf(`
attention:
  - { days: [1, 2, 3, 4], hours: [{ from: '08:00', to: '12:00' }, { from: '14:00', to: '17:00' }] }
  - { days: [5], hours: [{ from: '08:00', to: '13:00' }] }
`),
])
const hours = serviceHours(calendar)
const at = (text: string) => bogotaInstant(text.slice(0, 10), text.slice(11))

describe('the hours in which an entity attends', () => {
  // Friday 2026-11-20; Monday 16 is a holiday; Monday 2026-12-07 is closed by act in no overlay here.
  it.each([
    ['within a window', '2026-11-18 09:00', 60, '2026-11-18 10:00'],
    ['over midday', '2026-11-18 11:30', 60, '2026-11-18 14:30'],
    ['up to a closing, which is their end', '2026-11-18 16:00', 60, '2026-11-18 17:00'],
    ['over the night', '2026-11-18 16:30', 60, '2026-11-19 08:30'],
    ['over a weekend, from a short Friday', '2026-11-20 12:30', 60, '2026-11-23 08:30'],
    ['over a holiday', '2026-11-13 12:00', 90, '2026-11-17 08:30'],
    ['from before opening', '2026-11-18 05:00', 30, '2026-11-18 08:30'],
    ['from a Sunday', '2026-11-22 10:00', 1, '2026-11-23 08:01'],
    ['backwards over midday', '2026-11-18 14:30', -60, '2026-11-18 11:30'],
    ['backwards to an opening, which is their start', '2026-11-19 08:30', -30, '2026-11-19 08:00'],
    ['backwards over a weekend', '2026-11-23 08:00', -60, '2026-11-20 12:00'],
    ['none, at a closed hour', '2026-11-22 10:00', 0, '2026-11-22 10:00'],
  ])('run %s', (_, from, minutes, end) => {
    expect(hours.addMinutes(at(from), minutes)).toBe(at(end))
    if (minutes > 0) expect(hours.minutesBetween(at(from), at(end))).toBe(minutes)
  })

  it('count by hours, and by fractions of a minute', () => {
    expect(hours.addHours(at('2026-11-18 08:00'), 7)).toBe(at('2026-11-18 17:00'))
    expect(hours.addHours(at('2026-11-18 08:00'), 7.5)).toBe(at('2026-11-19 08:30'))
    expect(hours.minutesBetween('2026-11-18T13:00:00.000Z', '2026-11-18T13:00:00.500Z')).toBe(1 / 120)
    expect(() => hours.addMinutes(at('2026-11-18 08:00'), Number.NaN)).toThrow(RangeError)
  })

  it('are half-open', () => {
    expect(hours.isOpen(at('2026-11-18 08:00'))).toBe(true)
    expect(hours.isOpen(at('2026-11-18 11:59:59.999'))).toBe(true)
    expect(hours.isOpen(at('2026-11-18 12:00'))).toBe(false)
    expect(hours.nextOpening(at('2026-11-18 12:00'))).toBe(at('2026-11-18 14:00'))
    expect(hours.nextOpening(at('2026-11-18 16:59'))).toBe(at('2026-11-18 16:59'))
    expect(hours.nextOpening(at('2026-11-13 13:00'))).toBe(at('2026-11-17 08:00'))
  })

  it('lose no minute at midnight', () => {
    const always = withOverlays([
      overlayOf("attention: [{ days: [1, 2, 3, 4, 5], hours: [{ from: '00:00', to: '24:00' }] }]"),
    ])
    const round = serviceHours(always)
    expect(round.minutesBetween(at('2026-11-17 00:00'), at('2026-11-18 00:00'))).toBe(1440)
    expect(round.addMinutes(at('2026-11-17 23:59'), 2)).toBe(at('2026-11-18 00:01'))
  })

  it('are nobody’s guess', () => {
    expect(() => serviceHours(nationalCalendar())).toThrow('no hours of attention')
    expect(() => hours.isOpen('1983-12-31T12:00:00Z')).toThrow(RangeError)
    expect(() => hours.addMinutes(at('2199-12-30 08:00'), 100_000)).toThrow(RangeError)
    expect(() => hours.addMinutes(at('1984-01-02 08:00'), -100_000)).toThrow(RangeError)
  })

  it('go on as they last were where no validity reaches, and as they first were before', () => {
    const morning = overlayOf("attention: [{ days: [3], hours: [{ from: '08:00', to: '12:00' }] }]")
    const evening = overlayOf(
      "attention: [{ days: [3], hours: [{ from: '18:00', to: '20:00' }] }]",
      'valid: { from: 2028-01-01, to: 2028-12-31 }',
    )
    const both = serviceHours(withOverlays([evening, morning]))
    expect(both.isOpen(at('2025-11-19 09:00'))).toBe(true) // before
    expect(both.isOpen(at('2027-11-17 09:00'))).toBe(true) // between
    expect(both.isOpen(at('2028-11-15 09:00'))).toBe(false)
    expect(both.isOpen(at('2028-11-15 19:00'))).toBe(true)
    expect(both.isOpen(at('2029-11-14 19:00'))).toBe(true) // after
  })
})
