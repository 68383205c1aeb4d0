import { readFileSync } from 'node:fs'
import { nationalCalendar } from '@ventanilla/calendar'
import { describe, expect, it } from 'vitest'
import { reportingConfig } from '../src/config.ts'
import { historyOf, type Went } from '../src/domain/risk/history.ts'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { judgeRisk, rounded } from '../src/domain/risk/risk.ts'
import { rulerOf } from '../src/domain/risk/ruler.ts'

const page = readFileSync(new URL('../../../docs/reference/risk.md', import.meta.url), 'utf8')
const ruler = rulerOf(nationalCalendar())
const like = { procedure: 'pqrsd', kind: 'queja' }

/** Cells of the first table after a mark, without its head. */
function rowsAfter(mark: string): string[][] {
  const lines = page.slice(page.indexOf(mark)).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'))
  return lines.slice(first + 2, end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Cases of three groups, one within the other, of which so many were still open, and late. */
function nested([kind, procedure, entity]: string[]): Went[] {
  const given = [kind, procedure, entity].map((cell = '') => cell.split(' / ').map(Number))
  const alike = [like, { ...like, kind: 'reclamo' }, { procedure: 'solicitudes', kind: 'otra' }]
  let before = [0, 0]
  return given.flatMap(([open = 0, late = 0], index) => {
    const own = { open: open - (before[0] ?? 0), late: late - (before[1] ?? 0) }
    before = [open, late]
    const group = alike[index] ?? like
    return [
      { ...group, late: true, left: 0, cases: own.late },
      { ...group, late: false, left: 0, cases: own.open - own.late },
    ]
  })
}

/** As many business days from a Monday on as there are to work. */
function dueAfter(daysToWork: number): { today: string; due: string } {
  const { workingDays } = nationalCalendar()
  const today = '2026-02-02'
  return { today, due: workingDays.nth(workingDays.countThrough(today) + daysToWork - 1) }
}

describe('the reference of the risk', () => {
  const examples = rowsAfter('<!-- examples -->')

  it('has examples', () => expect(examples.length).toBeGreaterThan(3))

  it.each(examples)('%s, %s, %s: %s ahead, %s ended in %s days, %s to work', (...cells) => {
    const [ahead, ended, days, daysToWork, ...figures] = cells.slice(3).map(Number)
    const { today, due } = dueAfter(daysToWork ?? 0)
    const load = { ended: ended ?? 0, days: days ?? 0, queue: [{ due, cases: ahead ?? 0 }] }
    const found = judgeRisk(
      { ...like, unit: 'business-days', area: 'area', due },
      { history: historyOf(nested(cells)), loads: new Map([['area', load]]) },
      { today, ruler, parameters: riskDefaults },
    )
    expect(found.load?.daysToWork).toBe(daysToWork)
    expect([rounded(found.history.value), rounded(found.load?.value ?? 0), found.value]).toEqual(figures)
  })

  it('says every parameter, with its variable and its default', () => {
    const config: Record<string, unknown> = reportingConfig.parse({
      REPORTING_DATABASE_URL: 'postgresql://localhost/reporting',
    })
    const rows = rowsAfter('## Parameters').map((cells) => cells.map((cell) => cell.replaceAll('`', '')))
    const told = rows.map(([name, variable, , value]) => [name, config[variable ?? ''], Number(value)])
    expect(told).toEqual(Object.entries(riskDefaults).map(([name, value]) => [name, value, value]))
  })
})
