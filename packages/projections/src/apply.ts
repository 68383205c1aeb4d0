import type { Db } from '@ventanilla/database'
import type { Recorded } from '@ventanilla/event-log'
import type { Projection, Row } from './projection.ts'

/** The consumer's place was moved by somebody else: the batch is rolled back and asked for again. */
export class PlaceMoved extends Error {
  override readonly name = 'PlaceMoved'
}

/** The table was promoted over, or thrown away, since it was looked up: it gets no more events. */
export class GenerationGone extends Error {
  override readonly name = 'GenerationGone'
}

/**
 * Folds a batch into the rows it touches: move the place, read once, fold in memory, write once. One batch at a
 * time for each table, whoever folds it: the logs of two entities may share a row, and what was read has to stay
 * true until it is written.
 */
export async function applyBatch(
  tx: Db,
  table: string,
  projection: Projection,
  entity: string,
  expected: number,
  batch: readonly Recorded[],
): Promise<void> {
  const last = batch.at(-1)
  if (!last) return
  await holdGeneration(tx, table)
  await movePlace(tx, table, entity, expected, last.position)
  const steps = batch.flatMap((recorded) => {
    const event = projection.translate(recorded)
    const apply = event && projection.on[event.type]
    const key = apply && projection.keyOf(event)
    return apply && key !== undefined ? [{ key, event, apply }] : []
  })
  if (steps.length > 0) {
    const keys = [...new Set(steps.map(({ key }) => key))]
    const before = await readRows(tx, table, projection, keys)
    const rows = new Map<string, Row | undefined>(before)
    for (const { key, event, apply } of steps)
      rows.set(key, asStored(table, projection, apply(rows.get(key), event)))
    await writeRows(tx, table, projection, rows, before)
  }
}

/** A row as it will be read back, or what a rule sees would depend on where a batch ended. */
function asStored(table: string, { columns }: Projection, row: Row | undefined): Row | undefined {
  if (row === undefined) return undefined
  for (const column of Object.keys(row))
    if (!columns[column]) throw new Error(`${table} has no column ${column}`)
  return Object.fromEntries(Object.keys(columns).map((column) => [column, row[column] ?? null]))
}

async function readRows(
  tx: Db,
  table: string,
  { key, columns }: Projection,
  keys: string[],
): Promise<Map<string, Row>> {
  const rows = await tx.query<Row>(`select * from ${table} where "${key}" = any ($1::${columns[key]}[])`, [
    keys,
  ])
  return new Map(rows.map((row) => [String(row[key]), row]))
}

async function writeRows(
  tx: Db,
  table: string,
  { key, columns }: Projection,
  rows: Map<string, Row | undefined>,
  before: Map<string, Row>,
) {
  const kept = [...rows.values()].filter((row) => row !== undefined)
  const gone = [...rows].flatMap(([id, row]) => (row === undefined && before.has(id) ? [id] : []))
  if (gone.length > 0)
    await tx.query(`delete from ${table} where "${key}" = any ($1::${columns[key]}[])`, [gone])
  if (kept.length === 0) return
  const names = Object.keys(columns)
  const list = names.map((name) => `"${name}"`).join(', ')
  const updates = names.filter((name) => name !== key).map((name) => `"${name}" = excluded."${name}"`)
  await tx.query(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1)
     on conflict ("${key}") do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`,
    [JSON.stringify(kept)],
  )
}

// The same row that a promotion changes and a rebuild deletes: they wait for this batch, or it for them.
async function holdGeneration(tx: Db, table: string) {
  const there = await tx.query(
    `select from projections.generations where table_name = $1 and status <> 'retired' for no key update`,
    [table],
  )
  if (there.length === 0) throw new GenerationGone(`${table} is not folded any more`)
}

async function movePlace(tx: Db, table: string, entity: string, expected: number, next: number) {
  const moved = await tx.query(
    expected === 0
      ? `insert into projections.places (table_name, entity, position) values ($1, $2, $4)
         on conflict (table_name, entity) do update set position = $4
           where projections.places.position = $3 returning position`
      : `update projections.places set position = $4
         where table_name = $1 and entity = $2 and position = $3 returning position`,
    [table, entity, expected, next],
  )
  if (moved.length === 0) throw new PlaceMoved(`${table} ${entity}: not at ${expected} any more`)
}
