import { type Database, type Db, sqlState } from '@ventanilla/database'
import type { Projection } from './projection.ts'

export interface Generation {
  table: string
  name: string
  version: number
  status: 'building' | 'active'
}

const LOCK_NOT_AVAILABLE = '55P03'

/** The table to read a model from. @throws when the model was never built. */
export async function activeTable(db: Db, name: string): Promise<string> {
  const active = (await generations(db, name)).find(({ status }) => status === 'active')
  if (!active) throw new Error(`the read model ${name} was never built`)
  return active.table
}

/** Those that serve or will; what was replaced and waits to be dropped is not among them. */
export async function generations(db: Db, name?: string): Promise<Generation[]> {
  return db.query<Generation>(
    `select table_name as "table", name, version, status from projections.generations
     where status <> 'retired' and ($1::text is null or name = $1) order by name, made_at`,
    [name ?? null],
  )
}

/** A table of a model, and how far it has folded each entity's log. */
export interface Folded extends Omit<Generation, 'status'> {
  status: Generation['status'] | 'retired'
  places: Record<string, number>
}

/** All that a projector has to know before it folds, in one question. */
export async function folded(db: Db, name: string): Promise<Folded[]> {
  return db.query<Folded>(
    `select g.table_name as "table", g.name, g.version, g.status,
            coalesce(jsonb_object_agg(p.entity, p.position) filter (where p.entity is not null), '{}') as places
     from projections.generations g left join projections.places p using (table_name)
     where g.name = $1 group by g.table_name order by g.made_at`,
    [name],
  )
}

/**
 * A new, empty table for the model. The first of its name serves at once; a later one when it has caught up, and it
 * gets its indexes then: filling one that is there takes twice the time.
 */
export async function createGeneration(db: Db, projection: Projection): Promise<Generation> {
  const { name, version, columns, key } = projection
  const [next] = await db.query<{ n: number }>(`select nextval('projections.generation')::int as n`)
  const table = `projections.${name}_v${version}_g${next?.n}`
  const body = Object.entries(columns).map(
    ([column, type]) => `"${column}" ${type}${column === key ? ' primary key' : ''}`,
  )
  await db.query(`create table ${table} (${body.join(', ')})`)
  const [made] = await db.query<Generation>(
    `insert into projections.generations (table_name, name, version, status)
     values ($1, $2, $3, case when exists (select from projections.generations where name = $2 and status = 'active')
                              then 'building' else 'active' end)
     returning table_name as "table", name, version, status`,
    [table, name, version],
  )
  if (!made) throw new Error(`no generation of ${name} was made`)
  if (made.status === 'active') await createIndexes(db, projection, made)
  return made
}

/** Those that are there are left as they are, so it goes on where it was broken off. */
export async function createIndexes(
  db: Db,
  { columns: types, indexes, polled }: Projection,
  { table }: Generation,
): Promise<void> {
  const [, short] = table.split('.')
  for (const [n, index] of indexes.entries()) {
    const columns = index.map((column) => `"${column}"`).join(', ')
    // A list is asked for one of its elements: `@>`.
    const isList = index.length === 1 && types[index[0] ?? ''] === 'jsonb'
    const by = isList ? `using gin (${columns} jsonb_path_ops)` : `(${columns})`
    // Rows that wait for no instant cost it nothing.
    const some = index[0] === polled ? `where "${polled}" is not null` : ''
    await db.query(`create index if not exists "${short}_${n}" on ${table} ${by} ${some}`)
  }
}

/**
 * Readers take the new table from now on. Those it replaces stay for who is about to read them, and get no more
 * events; one of a newer version, which another process builds, is left alone. To be called under a lock on
 * `projections.generations`: a table that is no longer building was promoted or thrown away by somebody else.
 */
export async function promote(
  db: Db,
  { table, name, version }: Generation,
  compared: object | undefined,
): Promise<void> {
  const still = (await generations(db, name)).find((one) => one.table === table)
  if (still?.status !== 'building') return
  await db.query(
    `update projections.generations set status = 'retired', retired_at = clock_timestamp()
     where name = $1 and version <= $2 and table_name <> $3 and status <> 'retired'`,
    [name, version, table],
  )
  await db.query(
    `update projections.generations set status = 'active', compared = $2 where table_name = $1`,
    [table, compared === undefined ? null : JSON.stringify(compared)],
  )
}

/** For a table that nobody reads: one that is being built, or was replaced long ago. */
export async function discard(db: Db, { table }: Generation): Promise<void> {
  await db.query('delete from projections.generations where table_name = $1', [table])
  await db.query(`drop table if exists ${table}`)
}

/**
 * Drops what was replaced so long ago that no statement can still be about to read it (the statement timeout is
 * a minute). One that is being read all the same is left for the next time.
 */
export async function dropRetired(database: Database, name: string): Promise<void> {
  const old = await database.query<Generation>(
    `select table_name as "table", name, version, status from projections.generations
     where name = $1 and status = 'retired' and retired_at < clock_timestamp() - interval '2 minutes'`,
    [name],
  )
  for (const generation of old)
    try {
      await database.transaction(async (tx) => {
        await tx.query(`set local lock_timeout = '100ms'`)
        await discard(tx, generation)
      })
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error
    }
}
