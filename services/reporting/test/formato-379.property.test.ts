import type { PublicEvent } from '@ventanilla/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseStory, newStory, tell } from '../src/domain/case-story.ts'
import { breaches } from '../src/domain/extract/checks.ts'
import { corrections } from '../src/domain/extract/corrections.ts'
import type { Definition } from '../src/domain/extract/definition.ts'
import { explained } from '../src/domain/extract/explained.ts'
import { type Placement, place } from '../src/domain/extract/place.ts'
import { encode, render } from '../src/domain/extract/render.ts'
import { cell, count } from '../src/domain/extract/table.ts'
import { parseQuarter, type Quarter } from '../src/domain/quarter.ts'
import { formato379 } from './definition.ts'
import { histories, interleaved } from './histories.arbitrary.ts'

const runs = { numRuns: 600 }
const quarters = ['2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1'].map(
  (period) => parseQuarter(period) as Quarter,
)

function stories(events: readonly PublicEvent[]): CaseStory[] {
  const found = new Map<string, CaseStory>()
  for (const event of events)
    found.set(event.subject, tell(found.get(event.subject) ?? newStory(event.subject), event))
  return [...found.values()]
}

function foldQuarter(events: readonly PublicEvent[], quarter: Quarter, definition: Definition = formato379) {
  const placements = new Map<string, Placement>()
  for (const story of stories(events)) {
    const placement = place(story, quarter, definition)
    if (placement) placements.set(story.caseId, placement)
  }
  const table = count(placements.values(), definition)
  const lines = render(definition, quarter, table)
  return { placements, table, lines, text: encode(lines, definition.file).toString('ascii') }
}

const reopenedAsPending: Definition = { ...formato379, rules: { ...formato379.rules, reopened: '01' } }
const annulledNowhere: Definition = {
  ...formato379,
  rules: { ...formato379.rules, endings: { ...formato379.rules.endings, anulada: 'ninguna' } },
}

describe('Formato 379, of any cases', () => {
  it('casts up: 3 = 1 + 2, 6 = 4 + 5, 7 = 3 − 6, unit 63 the sum of the others, 31 lines', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(formato379, reopenedAsPending, annulledNowhere),
        (events, definition) => {
          for (const quarter of quarters) {
            const { table, lines } = foldQuarter(events, quarter, definition)
            expect(breaches(table, definition, lines)).toEqual([])
            expect(lines).toHaveLength(31)
          }
        },
      ),
      runs,
    )
  })

  it('begins a quarter with what the one before left open, unit by unit', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const tables = quarters.map((quarter) => foldQuarter(events, quarter).table)
        for (const [index, table] of tables.entries()) {
          const before = tables[index - 1]
          if (!before) continue
          for (const { code } of formato379.units)
            expect(cell(table, '01', code)).toBe(cell(before, '07', code))
        }
      }),
      runs,
    )
  })

  it('sees a case once in each column, in by one and out by one', () => {
    fc.assert(
      fc.property(histories, (events) => {
        for (const quarter of quarters)
          for (const { columns, withoutOutcome } of foldQuarter(events, quarter).placements.values()) {
            const inBy = columns.filter((column) => column === '01' || column === '02')
            const outBy = columns.filter((column) => ['04', '05', '07'].includes(column))
            expect(inBy.length).toBe(columns.includes('03') ? 1 : 0)
            expect(outBy.length).toBe(inBy.length)
            expect(withoutOutcome).toBe(false)
          }
      }),
      runs,
    )
  })

  it('says the same bytes whichever publisher was heard first', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }), (events, picks) => {
        const heard = interleaved(events, picks)
        for (const quarter of quarters)
          expect(foldQuarter(heard, quarter).text).toBe(foldQuarter(events, quarter).text)
      }),
      runs,
    )
  })

  it('explains, case by case, all by which it differs from the quarter before as it was issued', () => {
    fc.assert(
      fc.property(
        histories,
        fc.nat(100),
        fc.constantFrom(formato379, reopenedAsPending),
        (events, percent, definition) => {
          const known = events.slice(0, Math.floor((events.length * percent) / 100))
          for (const [index, quarter] of quarters.entries()) {
            const previous = quarters[index - 1]
            if (!previous) continue
            const before = foldQuarter(known, previous, definition)
            const after = foldQuarter(events, quarter, definition)
            const list = corrections({
              ...{ before: before.placements, after: after.placements },
              columnsBefore: ({ columns }) => columns.filter((column) => column === '07'),
              columnsAfter: ({ columns }) => columns.filter((column) => column === '01'),
              same: (was, is) => was.length === is.length,
            })
            const sums = explained(list, definition)
            for (const { code } of definition.units)
              expect(cell(after.table, '01', code)).toBe(cell(before.table, '07', code) + (sums[code] ?? 0))
            if (percent === 100 && definition === formato379) expect(list).toEqual([])
          }
        },
      ),
      runs,
    )
  })
})
