import { overlaySchema, withOverlays } from '@ventanilla/calendar'
import { clockFrom } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'
import { calendars, dates } from './terms.arbitrary.ts'

const units = fc.constantFrom('calendar-hours', 'business-hours')
const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()

describe('a term in hours, explained', () => {
  it('adds up to its hours, whatever the millisecond of its reception and of its pauses', () => {
    const span = fc.tuple(fc.nat(60 * 3_600_000), fc.nat(30 * 3_600_000))
    fc.assert(
      fc.property(
        ...[units, dates, fc.nat(86_399_999), fc.integer({ min: 1, max: 200 })],
        ...[fc.array(span, { maxLength: 3 }), calendars],
        (unit, day, ms, hours, pauses, calendar) => {
          const rules = rulesFor('tutela', { 'term.unit': unit, 'term.amount': String(hours) })
          const received = later(`${day}T05:00:00.000Z`, ms)
          const facts = [{ type: 'received', at: received }]
          let now = received
          for (const [gap, length] of pauses) {
            now = later(now, gap)
            facts.push({ type: 'paused', at: now })
            now = later(now, length)
            facts.push({ type: 'resumed', at: now })
          }
          const { explanation, term } = clockFrom(rules, facts, calendar)
          expect(explanation.at(-1)?.total).toBe(term?.amount)
        },
      ),
      { numRuns: 10_000 },
    )
  })

  it('asks nothing of a calendar where hours run day and night, be it one that forbids to count there', () => {
    const strict = withOverlays([
      overlaySchema.parse({
        ...{ calendar: 'ent', base: 'co', outside: 'refuse', closed: [], counted: [] },
        valid: { from: '2026-01-01', to: '2026-12-31' },
      }),
    ])
    const count = (unit: string) => {
      const rules = rulesFor('tutela', { 'term.unit': unit, 'term.amount': '48' })
      return clockFrom(rules, [{ type: 'received', at: '2026-12-31T10:00' }], strict)
    }
    expect(count('calendar-hours')).toMatchObject({ due: '2027-01-02', endsAt: '2027-01-02T15:00:00.000Z' })
    expect(count('calendar-hours').explanation.map(({ total }) => total)).toEqual([14, 38, 48])
    expect(() => count('business-hours')).toThrow('solo cuenta días')
  })
})
