import type { Db } from '@ventanilla/database'
import type { Recorded } from '@ventanilla/event-log'
import { lowerLow } from './polled.ts'
import type { Projected, Projection, Row } from './projection.ts'

/** The table gets no more events from there: its place was moved, or it was promoted over or thrown away. */
export class PlaceMoved extends Error {
  override readonly name = 'PlaceMoved'
}

export interface Step {
  key: string
  event: Projected
  apply: NonNullable<Projection['on'][string]>
  /** Whether it is the first of the stream that its row is folded from. */
  first: boolean
}

/** What of a batch the projection has a word on. */
export function stepsOf(projection: Projection, batch: readonly Recorded[]): Step[] {
  const steps: Step[] = []
  for (const recorded of batch) {
    const event = projection.translate(recorded)
    const apply = event && projection.on[event.type]
    const key = apply && projection.keyOf(event)
    if (!apply || key === undefined) continue
    const first = recorded.version === 1 && recorded.stream === projection.streamOf?.(key)
    steps.push({ key, event, apply, first })
  }
  return steps
}

/**
 * Folds a batch into the rows it touches: move the place, read once, fold in memory, write once. One batch at a
 * time for each table, whoever folds it: the logs of two entities may share a row, and what was read has to stay
 * true until it is written.
 *
 * @param known the rows as they were before, of a projection whose table doesn't tell them, see `refolded`
 */
export async function applySteps(
  tx: Db,
  table: string,
  projection: Projection,
  steps: readonly Step[],
  place: Place,
  known?: Map<string, Row>,
): Promise<void> {
  await movePlace(tx, table, place)
  const { key, columns } = projection
  const { kept, gone } = await foldRows(tx, table, projection, steps, known)
  if (gone.length > 0)
    await tx.query(`delete from ${table} where "${key}" = any ($1::${columns[key]}[])`, [gone])
  if (kept.length === 0) return
  await tx.query(upsertOf(table, projection, '$1'), [JSON.stringify(kept)])
  await lowerLow(tx, table, projection, kept)
}

/**
 * The same in two round trips, a read and one statement that is its own transaction, for a projection that isn't
 * polled: the rows are read first, and nothing is written unless nobody has folded into the table since `folded`
 * was the sum of its places.
 */
export async function applyAtOnce(
  db: Db,
  table: string,
  projection: Projection,
  steps: readonly Step[],
  { entity, expected, next, folded }: Place & { folded: number },
  known?: Map<string, Row>,
): Promise<void> {
  const { key, columns } = projection
  const { kept, gone } = await foldRows(db, table, projection, steps, known)
  const ok = '(select ok from taken)'
  const [answer] = await db.query<{ ok: boolean }>(
    `with taken as materialized (select projections.take($1, $2, $3, $4, $5) as ok),
       gone as (delete from ${table} where ${ok} and "${key}" = any ($6::${columns[key]}[])),
       kept as (${upsertOf(table, projection, '$7', ok)})
     select ok from taken`,
    [table, entity, expected, next, folded, gone, JSON.stringify(kept)],
  )
  if (!answer?.ok) throw new PlaceMoved(`${table} ${entity}: not as it was at ${expected} any more`)
}

/** What a batch makes of the rows it touches: those to be written, whole, and the keys of those to be removed. */
async function foldRows(
  db: Db,
  table: string,
  projection: Projection,
  steps: readonly Step[],
  known: Map<string, Row> | undefined,
): Promise<{ kept: Row[]; gone: string[] }> {
  const keys = [...new Set(steps.map(({ key }) => key))]
  const before = known ?? (await readRows(db, table, projection, keys))
  const rows = new Map<string, Row | undefined>(before)
  for (const step of steps) rows.set(step.key, foldStep(table, projection, rows.get(step.key), step))
  return {
    kept: [...rows.values()].filter((row) => row !== undefined).map(projection.complete),
    gone: [...rows].flatMap(([id, row]) => (row === undefined && before.has(id) ? [id] : [])),
  }
}

/** A row after an event, as it will be read back: or what a rule sees would depend on where a batch ended. */
export function foldStep(
  table: string,
  { own }: Projection,
  row: Row | undefined,
  { apply, event }: Step,
): Row | undefined {
  const after = apply(row, event)
  if (after === undefined) return undefined
  const columns = Object.keys(after)
  if (columns.length === own.length && own.every((column) => after[column] !== undefined)) return after
  for (const column of columns)
    if (!own.includes(column)) throw new Error(`${table} has no column ${column} of its own`)
  const stored: Record<string, Row[string]> = {}
  for (const column of own) stored[column] = after[column] ?? null
  return stored
}

/** Rows as rules see them: without what is derived. */
export async function readRows(
  db: Db,
  table: string,
  { key, own, columns }: Projection,
  keys: readonly string[],
): Promise<Map<string, Row>> {
  const list = own.map((column) => `"${column}"`).join(', ')
  const rows = await db.query<Row>(
    `select ${list} from ${table} where "${key}" = any ($1::${columns[key]}[])`,
    [keys],
  )
  return new Map(rows.map((row) => [String(row[key]), row]))
}

/** Writes the rows of a parameter, a JSON array, over those of the same key; under a condition, when there is one. */
function upsertOf(table: string, { key, columns }: Projection, rows: string, condition = 'true'): string {
  const names = Object.keys(columns)
  const list = names.map((name) => `"${name}"`).join(', ')
  const updates = names.filter((name) => name !== key).map((name) => `"${name}" = excluded."${name}"`)
  return `insert into ${table} (${list})
     select ${list} from jsonb_populate_recordset(null::${table}, ${rows}) where ${condition}
     on conflict ("${key}") do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`
}

export interface Place {
  entity: string
  expected: number
  next: number
}

/**
 * Holds the row that a promotion changes and a rebuild deletes (they wait for this batch, or it for them), and
 * moves the place, in one statement.
 */
export async function movePlace(tx: Db, table: string, { entity, expected, next }: Place): Promise<void> {
  const moved = await tx.query(
    `with held as (select from projections.generations
                   where table_name = $1 and status <> 'retired' for no key update)
     insert into projections.places as p (table_name, entity, position) select $1, $2, $4::bigint from held
     on conflict (table_name, entity) do update set position = excluded.position where p.position = $3
     returning position`,
    [table, entity, expected, next],
  )
  if (moved.length === 0) throw new PlaceMoved(`${table} ${entity}: not at ${expected} any more`)
}
