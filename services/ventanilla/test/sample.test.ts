import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { nationalCalendar, overlaySchema, weekday, withOverlays } from '@ventanilla/calendar'
import { dueDate } from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FilingRow, parseFilings } from '../src/filings-file.ts'
import { generateSample, type SampleOptions } from '../src/sample.ts'

const calendar = nationalCalendar()

function rowsOf(options: Partial<SampleOptions> = {}): readonly FilingRow[] {
  const read = parseFilings(Buffer.from(generateSample({ seed: 1, calendar, ...options })))
  if ('refused' in read) throw new Error(read.detail)
  expect(read.bad).toEqual([])
  return read.rows
}

function share(rows: readonly FilingRow[], test: (row: FilingRow) => unknown): number {
  return (100 * rows.filter(test).length) / rows.length
}

describe('the sample', () => {
  it('is the same for the same seed, on any machine and in any zone', () => {
    const sample = generateSample({ seed: 7, calendar })
    expect(generateSample({ seed: 7, calendar })).toBe(sample)
    expect(generateSample({ seed: 8, calendar })).not.toBe(sample)
    const probe = fileURLToPath(new URL('./sample-probe.ts', import.meta.url))
    const hash = createHash('sha256').update(sample).digest('hex')
    for (const zone of ['UTC', 'Asia/Tokyo']) {
      const env = { ...process.env, TZ: zone }
      expect(execFileSync(process.execPath, [probe], { env, encoding: 'utf8' })).toBe(hash)
    }
  })

  it('has 600 filings over five months, in order', () => {
    const rows = rowsOf()
    expect(rows).toHaveLength(600)
    const dates = rows.map(({ filedOn }) => filedOn)
    expect(dates).toEqual(dates.toSorted())
    expect(dates.every((date) => date >= '2026-01-05' && date < '2026-06-05')).toBe(true)
  })

  it('looks like a year at the counter', () => {
    const rows = rowsOf({ filings: 5000 })
    const complaints = share(rows, ({ kind }) => kind === 'queja' || kind === 'reclamo')
    expect(complaints).toBeGreaterThan(32)
    expect(complaints).toBeLessThan(38)
    const open = share(rows, ({ answeredOn }) => !answeredOn)
    expect(open).toBeGreaterThan(2)
    expect(open).toBeLessThan(4)
    const answered = rows.filter(({ answeredOn }) => answeredOn)
    const inTime = share(answered, ({ answeredOn, dueOn }) => answeredOn && dueOn && answeredOn <= dueOn)
    expect(inTime).toBeGreaterThan(96)
    expect(inTime).toBeLessThan(98)
    const extended = share(rows, ({ extensionDays }) => extensionDays > 0)
    expect(extended).toBeGreaterThan(2)
    expect(extended).toBeLessThan(4)
    const restDays = share(rows, ({ filedOn }) => !calendar.isBusinessDay(filedOn))
    expect(restDays).toBeGreaterThan(3)
    expect(restDays).toBeLessThan(9)
    expect(new Set(rows.map(({ channel }) => channel)).size).toBe(5)
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(9)
    expect(new Set(rows.map(({ theme }) => theme)).size).toBe(15)
  })

  it('obeys the rules it is meant to exercise, whatever the options', () => {
    const overlay = overlaySchema.parse({
      calendar: 'prueba',
      base: 'co',
      valid: { from: '2026-01-01', to: '2026-12-31' },
      closed: [{ date: '2026-03-31', by: 'Decreto 1' }],
    })
    const options = fc.record({
      seed: fc.integer(),
      filings: fc.integer({ min: 1, max: 60 }),
      from: fc.constantFrom('1984-01-01', '2024-02-29', '2026-01-05', '2100-12-30'),
      months: fc.integer({ min: 1, max: 14 }),
      calendar: fc.constantFrom(calendar, withOverlays([overlay])),
    })
    fc.assert(
      fc.property(options, (chosen) => {
        const rows = rowsOf(chosen)
        expect(rows).toHaveLength(chosen.filings)
        for (const { filedOn, term, extensionDays, dueOn, answeredOn, timeliness, notes } of rows) {
          const { amount = 0, unit = 'calendar-days' } = term ?? {}
          const facts = { received: filedOn, amount, unit, extension: extensionDays }
          expect(dueDate(facts, chosen.calendar)).toBe(dueOn)
          expect(extensionDays).toBeLessThanOrEqual(amount)
          expect(notes).toEqual([])
          if (!answeredOn) expect(timeliness).toBe('A TIEMPO')
          else {
            expect(answeredOn > filedOn && weekday(answeredOn) < 6).toBe(true)
            expect(timeliness).toBe(answeredOn <= (dueOn ?? '') ? 'OPORTUNO' : 'NO OPORTUNO')
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('refuses options that cannot be', () => {
    for (const wrong of [
      { filings: 0 },
      { filings: 1.5 },
      { months: 0 },
      { months: 121 },
      { from: '2026-13-01' },
    ]) {
      expect(() => generateSample({ seed: 1, calendar, ...wrong })).toThrow(RangeError)
    }
  })
})
