import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import {
  type BlockingCase,
  extractDecider,
  type Issue,
  type ReleaseRefusal,
  releaseProblem,
} from '../src/domain/extract/decider.ts'
import type { Placement } from '../src/domain/extract/place.ts'
import { render } from '../src/domain/extract/render.ts'
import { count } from '../src/domain/extract/table.ts'
import { parseQuarter, type Quarter } from '../src/domain/quarter.ts'
import { formato379 } from './definition.ts'

const quarter = parseQuarter('2024-Q1') as Quarter
const placement = (about: Partial<Placement> = {}): Placement => ({
  ...{ caseId: 'c1', radicado: 'ICX-2024-000001', kind: 'queja', product: 'credito-pregrado', unit: '03' },
  ...{ receivedOn: '2024-01-10', columns: ['02', '03', '07'], withoutOutcome: false },
  ...about,
})

function issue(placements: readonly Placement[], about: Partial<Issue> = {}): Issue {
  const table = count(placements, formato379)
  return {
    ...{ now: '2024-04-01T05:00:00.000Z', quarter, definition: formato379, placements, table },
    lines: render(formato379, quarter, table),
    facts: {
      ...{ extractId: 'x', format: '379', period: '2024-Q1', issue: 1, cut: 9, sha256: 'ab' },
      ...{ definition: { id: 'formato-379', version: 'v' }, fileName: '379_Trimestre_1_2024.txt' },
    },
    ...about,
  }
}

describe('issuing an extract', () => {
  it('records the cut, the definition, the numbers and the bytes', () => {
    const order = issue([placement()])
    given(extractDecider)
      .when(order)
      .then({ type: 'ExtractIssued', data: { ...order.facts, table: order.table, lines: 31 } })
  })

  it('is done once', () => {
    const order = issue([])
    const issued = { type: 'ExtractIssued' as const, data: { ...order.facts, table: order.table, lines: 31 } }
    given(extractDecider, issued).when(order).thenNothing()
  })

  it('waits for the end of the quarter in Bogotá', () => {
    given(extractDecider)
      .when(issue([], { now: '2024-04-01T04:59:59.999Z' }))
      .thenRefused('quarter-not-over')
  })

  it('is refused with the cases that left without outcome', () => {
    const blocked = placement({
      ...{ caseId: 'c2', radicado: 'ICX-2024-000002', columns: ['02', '03', '06'], withoutOutcome: true },
      ending: { on: '2024-02-02', as: 'respondida' },
    })
    const order = issue([placement(), blocked])
    given(extractDecider).when(order).thenRefused('outcome-missing')
    const listed: BlockingCase[] = [
      {
        ...{ caseId: 'c2', radicado: 'ICX-2024-000002', kind: 'queja', product: 'credito-pregrado' },
        ...{ endedOn: '2024-02-02', endedAs: 'respondida' },
      },
    ]
    expect((releaseProblem(order) as ReleaseRefusal).cases).toEqual(listed)
  })

  it('is refused with the cases whose product is in no unit, if the quarter counts them', () => {
    const { unit: _, ...homeless } = placement()
    given(extractDecider)
      .when(issue([homeless]))
      .thenRefused('product-without-unit')
    const elsewhere = issue([{ ...homeless, columns: [] }])
    expect(releaseProblem(elsewhere)).toBeUndefined()
  })

  it('is refused when the numbers do not fit together', () => {
    given(extractDecider)
      .when(issue([placement({ columns: ['02', '07'] })]))
      .thenRefused('extract-inconsistent')
    const short = issue([placement()])
    expect(releaseProblem({ ...short, lines: short.lines.slice(1) })).toMatchObject({
      refused: 'extract-inconsistent',
      breaches: [{ rule: 'líneas del archivo', expected: 31, found: 30 }],
    })
  })

  it('is refused when the first column differs from the last one before by more than is explained', () => {
    const before = count([placement({ columns: ['02', '03', '07'] })], formato379)
    const pending = placement({ columns: ['01', '03', '07'] })
    expect(releaseProblem(issue([pending], { carried: { table: before, explained: {} } }))).toBeUndefined()
    const more = issue([pending, placement({ caseId: 'c2', columns: ['01', '03', '07'] })])
    const unexplained = releaseProblem({ ...more, carried: { table: before, explained: {} } })
    expect(unexplained).toMatchObject({
      refused: 'extract-inconsistent',
      breaches: [
        { unit: '03', column: '01', expected: 1, found: 2 },
        { unit: '63', column: '01', expected: 1, found: 2 },
      ],
    })
    const explained = { '03': 1, '63': 1 }
    expect(releaseProblem({ ...more, carried: { table: before, explained } })).toBeUndefined()
  })
})
