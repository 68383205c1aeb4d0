import type { LocalDate } from '@ventanilla/calendar'
import { type Decider, type Fact, type Refusal, refuse } from '@ventanilla/decider'
import { endOfQuarter, type Quarter } from '../quarter.ts'
import { type Breach, breaches } from './checks.ts'
import type { Definition } from './definition.ts'
import type { Placement } from './place.ts'
import { cell, type Table } from './table.ts'

/** What was sent to a regulator, and all that it takes to make the same bytes again. */
export type ExtractIssued = Fact<
  'ExtractIssued',
  {
    readonly extractId: string
    readonly format: string
    readonly period: string
    /** 1 for the first of its period, then one more for each new cut. */
    readonly issue: number
    /** Position in the entity's journal up to which facts count. */
    readonly cut: number
    readonly definition: { readonly id: string; readonly version: string }
    readonly fileName: string
    readonly sha256: string
    readonly lines: number
    readonly table: Table
    /** The issue of the same period that this one replaces. */
    readonly former?: string
    /** The issue of the quarter before, whose last column this one's first is held against. */
    readonly previous?: string
  }
>

export type ReleaseCode =
  | 'quarter-not-over'
  | 'outcome-missing'
  | 'product-without-unit'
  | 'extract-inconsistent'

/** A case that blocks a release. */
export interface BlockingCase {
  readonly caseId: string
  readonly radicado?: string
  readonly kind: string
  readonly product?: string
  readonly endedOn?: LocalDate
  readonly endedAs?: string
}

/** Why an extract isn't released, with what has to be put right first. */
export interface ReleaseRefusal extends Refusal<ReleaseCode> {
  readonly cases?: readonly BlockingCase[]
  readonly breaches?: readonly Breach[]
}

/** How the first column differs from the last one of the quarter before, by unit, case by case. */
export interface Carried {
  readonly table: Table
  /** Cases that came in and went out between the two, by unit. */
  readonly explained: Readonly<Record<string, number>>
}

export interface Issue {
  readonly now: string
  readonly quarter: Quarter
  readonly definition: Definition
  readonly placements: readonly Placement[]
  readonly table: Table
  readonly lines: readonly string[]
  readonly carried?: Carried
  readonly facts: Omit<ExtractIssued['data'], 'table' | 'lines'>
}

/** An issue is made once; asked for again it stays as it is. */
export const extractDecider: Decider<{ issued: boolean }, Issue, ExtractIssued, ReleaseCode> = {
  initial: { issued: false },
  evolve: () => ({ issued: true }),
  decide(command: Issue, { issued }) {
    if (issued) return []
    const problem = releaseProblem(command)
    if (problem) return problem
    const { facts, table, lines } = command
    return [{ type: 'ExtractIssued', data: { ...facts, table, lines: lines.length } }]
  },
}

/** In this order: what time will put right, what people must, what would be our mistake. */
export function releaseProblem(command: Issue): ReleaseRefusal | undefined {
  return notOver(command) ?? outcomeMissing(command) ?? withoutUnit(command) ?? inconsistent(command)
}

function notOver({ now, quarter }: Issue): ReleaseRefusal | undefined {
  if (now >= endOfQuarter(quarter)) return undefined
  return refuse('quarter-not-over', {
    field: 'body.period',
    detail: `El trimestre termina el ${quarter.last}.`,
  })
}

function outcomeMissing({ placements }: Issue): ReleaseRefusal | undefined {
  const cases = placements.filter(({ withoutOutcome }) => withoutOutcome).map(blocking)
  if (cases.length === 0) return undefined
  const detail = `Casos terminados sin resultado: ${cases.length}. Escríbalo en cada uno y vuelva a expedir.`
  return { ...refuse('outcome-missing', { detail }), cases }
}

function withoutUnit({ placements }: Issue): ReleaseRefusal | undefined {
  const cases = placements
    .filter(({ unit, columns }) => unit === undefined && columns.length > 0)
    .map(blocking)
  if (cases.length === 0) return undefined
  const detail = `Casos sin producto, o cuyo producto no está en ninguna unidad de captura: ${cases.length}.`
  return { ...refuse('product-without-unit', { detail }), cases }
}

function inconsistent({ table, definition, lines, carried }: Issue): ReleaseRefusal | undefined {
  const found = [
    ...breaches(table, definition, lines),
    ...(carried ? carriedBreaches(table, definition, carried) : []),
  ]
  if (found.length === 0) return undefined
  const detail = found.map(({ rule, unit, expected, found }) => {
    const where = unit === undefined ? '' : ` (unidad ${unit})`
    return `${rule}${where}: se esperaba ${expected} y se contó ${found}`
  })
  return { ...refuse('extract-inconsistent', { detail: `${detail.join('; ')}.` }), breaches: found }
}

/** What differs from the quarter before has to be what the corrections list, no more and no less. */
function carriedBreaches(
  table: Table,
  definition: Definition,
  { table: before, explained }: Carried,
): Breach[] {
  const { from, to } = definition.carried
  return definition.units.flatMap(({ code: unit }) => {
    const expected = cell(before, from, unit) + (explained[unit] ?? 0)
    const found = cell(table, to, unit)
    const rule = `${to} = ${from} del trimestre anterior + correcciones`
    return expected === found ? [] : [{ rule, unit, column: to, expected, found }]
  })
}

function blocking({ caseId, radicado, kind, product, ending }: Placement): BlockingCase {
  return {
    caseId,
    ...(radicado !== undefined && { radicado }),
    kind,
    ...(product !== undefined && { product }),
    ...(ending && { endedOn: ending.on }),
    ...(ending?.as !== undefined && { endedAs: ending.as }),
  }
}
