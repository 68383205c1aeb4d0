import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnTypes, isoInstant, safeInteger } from '../src/column-types.ts'

describe('int8', () => {
  it('is a number as long as that is exact', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => safeInteger(String(value)) === value))
  })
  it.each(['9007199254740992', '-9007199254740992', '9223372036854775807'])('%s is refused', (text) => {
    expect(() => safeInteger(text)).toThrow(RangeError)
  })
})

describe('timestamptz', () => {
  it('is ISO UTC with milliseconds', () => {
    const instants = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        const iso = date.toISOString()
        return isoInstant(iso.replace('T', ' ').replace('Z', '+00')) === iso
      }),
    )
  })
  it.each([
    ['2026-11-22 15:00:00+00', '2026-11-22T15:00:00.000Z'],
    ['2026-11-22 15:00:00.1+00', '2026-11-22T15:00:00.100Z'],
    ['2026-11-22 15:00:00.123999+00', '2026-11-22T15:00:00.123Z'],
    ['2026-11-22 10:00:00.5-05', '2026-11-22T15:00:00.500Z'],
    ['2026-11-22 20:30:00+05:30', '2026-11-22T15:00:00.000Z'],
    ['infinity', 'infinity'],
  ])('%s is %s', (text, iso) => {
    expect(isoInstant(text)).toBe(iso)
  })
  it.each(['0044-03-15 00:00:00+00 BC', '10000-01-01 00:00:00+00'])('%s is refused', (text) => {
    expect(() => isoInstant(text)).toThrow(RangeError)
  })
})

it('leaves binary values and other types to pg', () => {
  expect(columnTypes.getTypeParser(16, 'text')('t')).toBe(true)
  expect(columnTypes.getTypeParser(1700, 'text')('10.50')).toBe('10.50')
})
