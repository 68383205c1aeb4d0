import { expect, it } from 'vitest'
import { type Judged, nothing, type Page, rows, summary, summed } from '../src/cli/print-what-if.ts'

const judged = (changes: Partial<Judged>): Judged => ({
  ...{ state: 'running', due: '2026-12-14', rung: null, late: null },
  ...changes,
})
const page = (items: Page['items']): Page => ({
  ...{ entity: 'icetex', calendar: { id: 'propio', version: 'propio@1' }, at: '2026-12-16T05:00:00.000Z' },
  ...{ items, totals: nothing, progress: { done: 0, total: 0 }, list: 'x' },
})
const item = (before: Judged, after: Judged, movedBy: number | null): Page['items'][number] => ({
  ...{ caseId: 'c', clock: 'legal', before, after, movedBy },
})

it('a list has one heading, whatever its pages', () => {
  const one = page([item(judged({}), judged({ due: '2026-12-16' }), 2)])
  expect(rows(one, false)).toBe(
    'Con propio@1, juzgado en 2026-12-16T05:00:00.000Z:\n' +
      'c  legal  2026-12-14 → 2026-12-16  +2 días hábiles  corre\n',
  )
  expect(rows(one, true)).toBe('c  legal  2026-12-14 → 2026-12-16  +2 días hábiles  corre\n')
  expect(rows(page([]), false)).toBe('')
})

it('what can not be counted and what turns late is said in words', () => {
  const uncountable = judged({ state: 'uncountable', due: null })
  expect(rows(page([item(judged({}), uncountable, null)]), true)).toBe(
    'c  legal  2026-12-14 → sin fecha  sin diferencia que contar  corre → no se puede contar\n',
  )
  const [inTime, late] = [judged({ state: 'met', late: false }), judged({ state: 'met', late: true })]
  expect(rows(page([item(inTime, late, -1)]), true)).toContain('-1 día hábil  cumplido → cumplido tarde')
})

it('the totals of pages are added, state by state', () => {
  const breached = { from: 'running', to: 'breached', clocks: 2 } as const
  const warned = { from: 'running', to: 'warned', clocks: 1 } as const
  const one = {
    ...nothing,
    cases: 3,
    clocks: 4,
    changedCases: 2,
    changedClocks: 2,
    dueEarlier: 2,
    states: [breached],
  }
  const other = { ...one, nowLate: 1, states: [warned, breached] }
  const both = summed(one, other)
  expect(both).toEqual({
    ...{ cases: 6, clocks: 8, changedCases: 4, changedClocks: 4, dueLater: 0, dueEarlier: 4 },
    ...{ nowLate: 1, nowInTime: 0, states: [{ ...breached, clocks: 4 }, warned] },
  })
  expect(summary(page([]), both)).toBe(
    'Contados de nuevo: 8 términos de 6 casos.\n' +
      'Cambian: 4, de 4 casos. Vencerían después: 0; antes: 4.\n' +
      'Cumplidos a tiempo que pasarían a ser tarde: 1\n' +
      'corre → vencido: 4\ncorre → en alerta: 1\n',
  )
  expect(summary(page([]), { ...nothing, cases: 1, clocks: 1 })).toBe(
    'Ningún término cambia con propio@1. Contados de nuevo: 1 término de 1 caso.\n',
  )
})
