import type { Database, Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { foldStep, readRows, type Step, stepsOf } from './apply.ts'
import { atWork } from './at-work.ts'
import { canonical } from './digest.ts'
import { type Folded, folded } from './generations.ts'
import type { Projection, Row } from './projection.ts'
import { refolded } from './refold.ts'

/** How the table that was built differs from the one that serves. Counts and keys: what the rows say stays in them. */
export interface Comparison {
  /** Versions of the one that serves and of the one that was built. */
  from: number
  to: number
  same: boolean
  /** Rows. */
  added: number
  removed: number
  changed: number
  /** Of the changed rows, how many in each column that both have. */
  columns: Record<string, number>
  /** Columns that only one of them has. */
  newColumns: readonly string[]
  lostColumns: readonly string[]
  /** Some of the rows that differ. */
  keys: readonly string[]
  /** Events by which they were apart: 0 unless their versions differ, since only one of them can be folded here. */
  apart: number
}

export interface Compared {
  database: Database
  log: EventLog
  projection: Projection
}

/** Events that may lie between the two tables for their rows to be made equal in memory. */
const NEAR = 2_000
const SHOWN = 20

/**
 * Both tables at one instant, without making anybody wait: in a snapshot, where one of them may be some events ahead.
 * The rows that those events touch are folded on in memory, so what is compared has been folded to one position.
 *
 * @param beat see `atWork`
 * @returns undefined when they are too far apart: fold on, and ask again
 */
export async function compare(
  { database, log, projection }: Compared,
  serving: Folded,
  built: Folded,
  beat?: () => void,
): Promise<Comparison | undefined> {
  const work = async (tx: Db): Promise<Comparison | undefined> => {
    const now = await folded(tx, projection.name)
    const [old, made] = [serving, built].map(({ table }) => now.find((one) => one.table === table))
    if (!old || !made) return undefined
    const gaps = gapsOf(old, made)
    const apart = gaps.reduce((sum, { after, upTo }) => sum + upTo - after, 0)
    const columns = await sharedColumns(tx, old, projection)
    if (old.version !== made.version)
      return { ...(await compareTables(tx, projection, old, made, columns, [])), apart }
    if (apart > NEAR) return undefined
    const lacking: Lacking[] = []
    for (const gap of gaps)
      lacking.push({
        ...gap,
        steps: stepsOf(projection, await log.read(gap.entity, gap.after, gap.upTo - gap.after)),
      })
    const touched = [...new Set(lacking.flatMap(({ steps }) => steps.map(({ key }) => key)))]
    const rest = await compareTables(tx, projection, old, made, columns, touched)
    const at = { db: tx, log, projection, columns: columns.shared, touched, lacking }
    const [before, after] = [await foldedOn(at, old.table), await foldedOn(at, made.table)]
    return withTouched(rest, columns.shared, touched, before, after)
  }
  const snapshot = async (tx: Db) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    return atWork(database, tx, beat, () => work(tx))
  }
  return database.transaction(snapshot, { unlimited: true })
}

interface Gap {
  entity: string
  after: number
  upTo: number
  /** The table that is behind. */
  behind: string
}

function gapsOf(old: Folded, made: Folded): Gap[] {
  return [...new Set([...Object.keys(old.places), ...Object.keys(made.places)])].flatMap((entity) => {
    const [a, b] = [old.places[entity] ?? 0, made.places[entity] ?? 0]
    if (a === b) return []
    return { entity, after: Math.min(a, b), upTo: Math.max(a, b), behind: a < b ? old.table : made.table }
  })
}

interface Lacking extends Gap {
  steps: readonly Step[]
}

interface Columns {
  shared: readonly string[]
  newColumns: readonly string[]
  lostColumns: readonly string[]
}

async function sharedColumns(db: Db, { table }: Folded, { columns }: Projection): Promise<Columns> {
  const there = await db.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  const old = new Set(there.map(({ name }) => name))
  const now = Object.keys(columns)
  return {
    shared: now.filter((column) => old.has(column)),
    newColumns: now.filter((column) => !old.has(column)),
    lostColumns: [...old].filter((column) => !(column in columns)),
  }
}

async function compareTables(
  db: Db,
  { key, columns: types }: Projection,
  old: Folded,
  made: Folded,
  { shared, newColumns, lostColumns }: Columns,
  besides: readonly string[],
): Promise<Comparison> {
  const compared = shared.filter((column) => column !== key)
  // As text first: the same bytes are the same value, and JSON of the same bytes needn't be parsed.
  const differs = compared.map((column) =>
    types[column] === 'json' || types[column] === 'jsonb'
      ? `(a."${column}"::text is distinct from b."${column}"::text and a."${column}"::jsonb is distinct from b."${column}"::jsonb)`
      : `(a."${column}"::text is distinct from b."${column}"::text)`,
  )
  const pairs = `
    select coalesce(a."${key}", b."${key}")::text as "key", a."${key}" is null as added, b."${key}" is null as removed,
           array[${differs.join(', ')}]::boolean[] as differs
    from ${old.table} a full join ${made.table} b on a."${key}" = b."${key}"
    where coalesce(a."${key}", b."${key}")::text <> all ($1::text[])`
  const [counts] = await db.query<{
    added: number
    removed: number
    changed: number
    by: number[]
    keys: string[]
  }>(
    `with pairs as materialized (
       select * from (${pairs}) p where added or removed or true = any (differs))
     select count(*) filter (where added)::int as added, count(*) filter (where removed)::int as removed,
            count(*) filter (where not added and not removed)::int as changed,
            array[${compared.map((_, i) => `count(*) filter (where not added and not removed and differs[${i + 1}])::int`).join(', ')}]::int[] as by,
            array(select "key" from pairs order by "key" limit ${SHOWN}) as keys
     from pairs`,
    [besides],
  )
  const { added = 0, removed = 0, changed = 0, by = [], keys = [] } = counts ?? {}
  const columns = Object.fromEntries(compared.flatMap((column, i) => (by[i] ? [[column, by[i]]] : [])))
  const same = added + removed + changed + newColumns.length + lostColumns.length === 0
  return {
    ...{
      from: old.version,
      to: made.version,
      same,
      added,
      removed,
      changed,
      columns,
      newColumns,
      lostColumns,
      keys,
    },
    apart: 0,
  }
}

interface Touched {
  db: Db
  log: EventLog
  projection: Projection
  columns: readonly string[]
  touched: readonly string[]
  lacking: readonly Lacking[]
}

/** Rows of a table, with the events that it lacks. */
async function foldedOn(
  { db, log, projection, columns, touched, lacking }: Touched,
  table: string,
): Promise<Map<string, Row>> {
  const list = columns.map((column) => `"${column}"`).join(', ')
  const byKey = (rows: readonly Row[]) => rows.map((row) => [String(row[projection.key]), row] as const)
  const type = projection.columns[projection.key]
  const stored = await db.query<Row>(
    `select ${list} from ${table} where "${projection.key}" = any ($1::${type}[])`,
    [touched],
  )
  const made = new Map<string, Row | undefined>()
  for (const { entity, after, behind, steps } of lacking) {
    if (behind !== table) continue
    const unseen = [...new Set(steps.map(({ key }) => key))].filter((key) => !made.has(key))
    const before =
      (await refolded(log, table, projection, steps, { entity, upTo: after })) ??
      (await readRows(db, table, projection, unseen))
    for (const key of unseen) made.set(key, before.get(key))
    for (const step of steps) made.set(step.key, foldStep(table, projection, made.get(step.key), step))
  }
  const whole = [...made.values()].filter((row) => row !== undefined).map(projection.complete)
  // As they would be read back from the table.
  const folded = await db.query<Row>(`select ${list} from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(whole),
  ])
  return new Map([...byKey(stored).filter(([key]) => !made.has(key)), ...byKey(folded)])
}

function withTouched(
  rest: Comparison,
  columns: readonly string[],
  touched: readonly string[],
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
): Comparison {
  const found = { ...rest, columns: { ...rest.columns }, keys: [...rest.keys] }
  for (const key of touched) {
    const [a, b] = [before.get(key), after.get(key)]
    const differ = a && b ? columns.filter((column) => canonical(a[column]) !== canonical(b[column])) : []
    if (!a === !b && differ.length === 0) continue
    found.same = false
    if (!a) found.added++
    else if (!b) found.removed++
    else found.changed++
    for (const column of differ) found.columns[column] = (found.columns[column] ?? 0) + 1
    if (found.keys.length < SHOWN) found.keys.push(key)
  }
  return found
}
