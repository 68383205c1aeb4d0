import type { Database, Db } from '@ventanilla/database'
import type { Projection, Row } from './projection.ts'

/**
 * Models that are asked again and again for their lowest rows, as timers are. A row that is done with leaves its index
 * entry behind until no open snapshot can need it; with a snapshot held for a minute, a search from the beginning
 * stepped over each of them (100 000 fired timers: 600 ms for the next 200, against 0.3 ms from the bound on). So a bound is kept, durably, below which there is nothing:
 * folding lowers it in the commit that writes a row below it, and who took rows away raises it.
 */
type Polled = Pick<Projection, 'name' | 'key' | 'columns' | 'polled'>

interface Low {
  table: string
  value: string | null
  key: string | null
}

/** Rows to be left out: those whose `column` is, as text, in the column of that name of another table. */
export interface LeftOut {
  column: string
  in: string
}

const leaving = (out: LeftOut | undefined) =>
  out ? `and not exists (select from ${out.in} o where o."${out.column}" = t."${out.column}"::text)` : ''

export interface ReadPolled {
  out?: LeftOut
  /** A row that was read, for what comes behind it: who reads on needn't wait until those before have left. */
  after?: Row | undefined
  /** All of them when absent. */
  columns?: readonly string[]
}

/** Rows up to an instant, the earliest first. */
export async function readPolled<R extends Row>(
  db: Db,
  projection: Polled,
  upTo: string,
  limit: number,
  { out, after, columns }: ReadPolled = {},
): Promise<R[]> {
  const { column, table, above, params } = await boundOf(db, projection)
  const { key } = projection
  const list = columns?.map((one) => `t."${one}"`).join(', ') ?? 't.*'
  const [from, values] = after
    ? [
        `("${column}", "${key}") > ($2::timestamptz, $3::${projection.columns[key]})`,
        [after[column], after[key]],
      ]
    : [above('$2', '$3'), params]
  return db.query<R>(
    `select ${list} from ${table} t where "${column}" <= $1 and ${from} ${leaving(out)}
     order by "${column}", "${key}" limit $4`,
    [upTo, ...values, limit],
  )
}

/** How many rows there are up to an instant. */
export async function countPolled(db: Db, projection: Polled, upTo: string, out?: LeftOut): Promise<number> {
  const { column, table, above, params } = await boundOf(db, projection)
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from ${table} t
     where "${column}" <= $1 and ${above('$2', '$3')} ${leaving(out)}`,
    [upTo, ...params],
  )
  return row?.count ?? 0
}

/**
 * Moves the bound up to the lowest row there is; where there is none it stays. It holds the row that each fold holds:
 * a row that is being written lower either shows here, or its fold finds the raised bound and lowers it again.
 */
export async function raiseLow(database: Database, projection: Polled): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      `select from projections.generations where name = $1 and status = 'active' for no key update`,
      [projection.name],
    )
    // Another statement, so a snapshot that was taken under the lock.
    const { column, table, above, params } = await boundOf(tx, projection)
    await tx.query(
      `insert into projections.lows as l (table_name, value, key)
         select $3, "${column}", "${projection.key}"::text from ${table} where "${column}" is not null and ${above('$1', '$2')}
         order by "${column}", "${projection.key}" limit 1
       on conflict (table_name) do update set value = excluded.value, key = excluded.key
         where (l.value, l.key) is distinct from (excluded.value, excluded.key)`,
      [...params, table],
    )
  })
}

/** For a fold, in its transaction and under its lock: what it has just written may lie below the bound. */
export async function lowerLow(
  tx: Db,
  table: string,
  { polled, key, columns }: Polled,
  written: readonly Row[],
): Promise<void> {
  if (polled === undefined) return
  let lowest: string | undefined
  let keys: unknown[] = []
  for (const row of written) {
    const at = row[polled]
    if (typeof at !== 'string' || (lowest !== undefined && Date.parse(at) > Date.parse(lowest))) continue
    if (lowest === undefined || Date.parse(at) < Date.parse(lowest)) keys = []
    lowest = at
    keys.push(row[key])
  }
  if (lowest === undefined) return
  await tx.query(
    `update projections.lows l set value = w.value, key = w.key
     from (select $2::timestamptz as value, k::text as key from unnest($3::${columns[key]}[]) k order by k limit 1) w
     where l.table_name = $1
       and (w.value, w.key::${columns[key]}) < (l.value, l.key::${columns[key]})`,
    [table, lowest, keys],
  )
}

async function boundOf(db: Db, { name, polled, key, columns }: Polled) {
  if (polled === undefined) throw new Error(`${name} is not polled by any column`)
  const [low] = await db.query<Low>(
    `select g.table_name as "table", l.value, l.key from projections.generations g
     left join projections.lows l using (table_name) where g.name = $1 and g.status = 'active'`,
    [name],
  )
  if (!low) throw new Error(`the read model ${name} was never built`)
  return {
    column: polled,
    table: low.table,
    /** With the numbers of the two parameters. */
    above: (value: string, id: string) =>
      low.value === null
        ? `${value}::timestamptz is null and ${id}::text is null`
        : `("${polled}", "${key}") >= (${value}::timestamptz, ${id}::${columns[key]})`,
    params: [low.value, low.key],
  }
}
