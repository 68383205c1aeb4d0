import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { type IndicatorId, indicators } from './registry.ts'

/** What the numbers can be broken down by, and the column that says it. */
export const breakdowns = {
  kind: 'kind',
  channel: 'channel',
  area: 'area',
  theme: 'theme',
  level: 'level',
  product: 'product',
  point: 'point',
} as const
export type Breakdown = keyof typeof breakdowns

export interface IndicatorsAsked {
  entity: string
  from?: string | undefined
  to?: string | undefined
  by?: Breakdown | undefined
  /** In Bogotá. */
  today: string
}

/** Null where nothing can be divided. */
export type Values = Record<IndicatorId, number | null>

export interface Counted {
  total: Values
  /** By the value of the column, null for cases without one; in the order of the values. */
  groups: { key: string | null; values: Values }[]
}

export async function readIndicators(db: Db, asked: IndicatorsAsked): Promise<Counted> {
  const { by } = asked
  const [total] = await counted(db, asked, "''")
  const groups = by === undefined ? [] : await counted(db, asked, `"${breakdowns[by]}"::text`)
  return {
    total: total?.values ?? NOTHING,
    groups: groups.map(({ key, values }) => ({ key, values })),
  }
}

const NOTHING = Object.fromEntries(
  indicators.map(({ id, unit }) => [id, unit === 'casos' ? 0 : null]),
) as Values

/** Of which cases: those received in the period, and of them only what is named. */
export interface Over extends Omit<IndicatorsAsked, 'by'> {
  procedure?: string | undefined
  kinds?: readonly string[] | undefined
  /** Those that came to this level or a higher one. */
  reached?: number | undefined
  /** Those in which this was answered, as `form.field`. */
  measure?: string | undefined
}

/** One expression over each group, in the order of their keys. @param key an expression over a case file */
export async function countGroups(
  db: Db,
  over: Over,
  key: string,
  sql: string,
): Promise<{ key: string | null; value: number | null }[]> {
  return grouped(db, over, key, [`${sql} as value`])
}

async function counted(db: Db, over: Over, key: string): Promise<Counted['groups']> {
  const expressions = indicators.map(({ id, sql }) => `${sql} as "${id}"`)
  const rows = await grouped<Values & { key: string | null }>(db, over, key, expressions)
  return rows.map(({ key, ...values }) => ({ key, values: values as unknown as Values }))
}

async function grouped<Row>(
  db: Db,
  { entity, from, to, today, procedure, kinds, reached, measure }: Over,
  key: string,
  expressions: readonly string[],
): Promise<Row[]> {
  return db.query<Row>(
    `select ${key} as key, ${expressions.join(', ')} from ${await activeTable(db, 'case_files')}
     where entity = $1 and received_on is not null
       and ($2::date is null or received_on >= $2) and ($3::date is null or received_on <= $3)
       and $4::date is not null
       and ($5::text is null or procedure = $5) and ($6::text[] is null or kind = any ($6))
       and ($7::integer is null or reached_level >= $7)
       and ($8::text is null or measures ? $8)
     group by 1 order by 1 nulls last`,
    [
      entity,
      from ?? null,
      to ?? null,
      today,
      procedure ?? null,
      kinds ?? null,
      reached ?? null,
      measure ?? null,
    ],
  )
}
