import type { Db } from '@ventanilla/database'
import type { Projection } from './projection.ts'

export interface Generation {
  table: string
  name: string
  version: number
  status: 'building' | 'active'
}

/** The table to read a model from. @throws when the model was never built. */
export async function activeTable(db: Db, name: string): Promise<string> {
  const active = (await generations(db, name)).find(({ status }) => status === 'active')
  if (!active) throw new Error(`the read model ${name} was never built`)
  return active.table
}

export async function generations(db: Db, name?: string): Promise<Generation[]> {
  return db.query<Generation>(
    `select table_name as "table", name, version, status from projections.generations
     where $1::text is null or name = $1 order by name, made_at`,
    [name ?? null],
  )
}

/** A new, empty table for the model. The first of its name serves at once; a later one when it has caught up. */
export async function createGeneration(db: Db, projection: Projection): Promise<Generation> {
  const { name, version, columns, key, indexes } = projection
  const [next] = await db.query<{ n: number }>(`select nextval('projections.generation')::int as n`)
  const table = `projections.${name}_v${version}_g${next?.n}`
  const body = Object.entries(columns).map(
    ([column, type]) => `"${column}" ${type}${column === key ? ' primary key' : ''}`,
  )
  await db.query(`create table ${table} (${body.join(', ')})`)
  for (const index of indexes)
    await db.query(`create index on ${table} (${index.map((column) => `"${column}"`).join(', ')})`)
  const [made] = await db.query<Generation>(
    `insert into projections.generations (table_name, name, version, status)
     values ($1, $2, $3, case when exists (select from projections.generations where name = $2 and status = 'active')
                              then 'building' else 'active' end)
     returning table_name as "table", name, version, status`,
    [table, name, version],
  )
  if (!made) throw new Error(`no generation of ${name} was made`)
  return made
}

/** Readers take the new table from now on; the old one goes. */
export async function promote(db: Db, { table, name }: Generation): Promise<void> {
  const old = (await generations(db, name)).filter((one) => one.table !== table)
  await db.query(`delete from projections.generations where table_name = any ($1)`, [
    old.map((one) => one.table),
  ])
  await db.query(`update projections.generations set status = 'active' where table_name = $1`, [table])
  for (const one of old) await db.query(`drop table if exists ${one.table}`)
}

export async function discard(db: Db, { table }: Generation): Promise<void> {
  await db.query('delete from projections.generations where table_name = $1', [table])
  await db.query(`drop table if exists ${table}`)
}
