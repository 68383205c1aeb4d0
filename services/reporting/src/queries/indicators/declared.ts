import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { type FormulaOf, formulas, type Indicator } from '@ventanilla/procedures'
import { type Denominator, denominatorOn } from '../../domain/denominator/decider.ts'
import { type Period, periodBefore } from '../../domain/period-before.ts'
import { breakdowns, countGroups, type Over } from './reader.ts'
import { indicators as registry } from './registry.ts'

export interface DeclaredAsked extends Period {
  readonly entity: string
  readonly procedure: string
  readonly indicators: readonly Indicator[]
  /** What the entity stated, by name. */
  readonly denominators: Readonly<Record<string, Denominator>>
  /** In Bogotá. */
  readonly today: LocalDate
}

/** What an indicator of a procedure comes to; null where nothing can be divided, or where a number wasn't stated. */
export interface DeclaredValue {
  readonly id: string
  readonly value: number | null
  /** Whether the target is reached; null without one, or without a value. */
  readonly met: boolean | null
  readonly groups: readonly { key: string | null; value: number | null; met: boolean | null }[]
  /** What `received` was held against. */
  readonly against: {
    readonly value: number
    readonly from?: LocalDate
    readonly to?: LocalDate
    readonly on?: LocalDate
  } | null
}

/** The indicators that a procedure declares, over the cases received in a period, held against their targets. */
export async function readDeclared(db: Db, asked: DeclaredAsked): Promise<DeclaredValue[]> {
  const values: DeclaredValue[] = []
  for (const indicator of asked.indicators) values.push(await countOne(db, asked, indicator))
  return values
}

async function countOne(db: Db, asked: DeclaredAsked, indicator: Indicator): Promise<DeclaredValue> {
  const { dimension } = indicator
  const [total, groups] = [
    await measured(db, asked, indicator, "''"),
    dimension === undefined
      ? undefined
      : await measured(db, asked, indicator, `"${breakdowns[dimension]}"::text`),
  ]
  const [whole] = total.values
  const value = whole === undefined ? total.nothing : whole.value
  return {
    ...{ id: indicator.id, value, met: met(indicator, value), against: total.against },
    groups: (groups?.values ?? []).map(({ key, value: one }) => ({
      key,
      value: one,
      met: met(indicator, one),
    })),
  }
}

interface Measured {
  values: { key: string | null; value: number | null }[]
  /** The value over no cases. */
  nothing: number | null
  against: DeclaredValue['against']
}

async function measured(db: Db, asked: DeclaredAsked, indicator: Indicator, key: string): Promise<Measured> {
  const { formula } = indicator
  const over = { ...asked, kinds: indicator.kinds, reached: indicator.reached }
  const { compares, counts } = formulas[formula] as FormulaOf
  if (counts === 'field') return ofField(db, over, indicator, key)
  if (compares === undefined) {
    const { sql, unit } = expressionOf(formula)
    return {
      values: await countGroups(db, over, key, sql),
      nothing: unit === 'casos' ? 0 : null,
      against: null,
    }
  }
  const received = await countGroups(db, over, key, RECEIVED)
  if (compares === 'denominator')
    return shares(received, denominatorOn(asked.denominators[indicator.of ?? ''] ?? {}, asked.to))
  const before = periodBefore(asked)
  return decreases(received, await countGroups(db, { ...over, ...before }, key, RECEIVED), before)
}

/** Over the cases in which a field was answered, by what it says: `$8` is its name. */
async function ofField(db: Db, over: Over, indicator: Indicator, key: string): Promise<Measured> {
  const { field, atLeast = 1, formula } = indicator
  if (field === undefined) throw new TypeError(`«${indicator.id}» counts no field`)
  const said = `case measures->>$8 when 'true' then 1 when 'false' then 0 else (measures->>$8)::numeric end`
  const sql = {
    rated: 'count(*)::float8',
    averageRating: `round(avg(${said}), 2)::float8`,
    satisfied: `round(100.0 * count(*) filter (where ${said} >= ${Number(atLeast)}) / count(*), 2)::float8`,
  }[formula as 'rated' | 'averageRating' | 'satisfied']
  const measure = `${field.form}.${field.id}`
  const values = await countGroups(db, { ...over, measure }, key, sql)
  return { values, nothing: formula === 'rated' ? 0 : null, against: null }
}

const RECEIVED = 'count(*)::float8'

function expressionOf(formula: Indicator['formula']) {
  const found = registry.find(({ id }) => id === formula)
  if (found === undefined) throw new TypeError(`nothing counts «${formula}»`)
  return found
}

type Counts = readonly { key: string | null; value: number | null }[]

function shares(received: Counts, of: { on: LocalDate; value: number } | undefined): Measured {
  const share = (count: number) =>
    of === undefined || of.value === 0 ? null : rounded((100 * count) / of.value)
  return {
    values: received.map(({ key, value }) => ({ key, value: share(value ?? 0) })),
    ...{ nothing: share(0), against: of ?? null },
  }
}

function decreases(now: Counts, before: Counts, period: Period): Measured {
  const countIn = (counts: Counts, key: string | null) => counts.find((one) => one.key === key)?.value ?? 0
  const keys = [...new Set([...before, ...now].map(({ key }) => key))]
  const values = keys.map((key) => {
    const [was, is] = [countIn(before, key), countIn(now, key)]
    return { key, value: was === 0 ? null : rounded((100 * (was - is)) / was) }
  })
  const total = before.reduce((sum, { value }) => sum + (value ?? 0), 0)
  return { values, nothing: null, against: { ...period, value: total } }
}

const rounded = (value: number) => Math.round(value * 100) / 100

function met({ target, direction }: Indicator, value: number | null): boolean | null {
  if (target === undefined || value === null) return null
  return direction === 'up' ? value >= target : value <= target
}
