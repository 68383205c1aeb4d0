import { type Db, openDatabase } from '@ventanilla/database'

/** The first digits of an id, wherever it stands. */
const ID = '\\m[0-9a-f]{8}(?=(-[0-9a-f]{4}){3}-[0-9a-f]{12})'

/** Every number below 2^32 once, in no order: derived ids come in none either, and what indexes them feels it. */
const FIRST_DIGITS = `lpad(to_hex((i::bigint * 2654435761) % 4294967296), 8, '0')`

/**
 * Rows of a table, so many times over: in copy number `i` every id has other first digits, so that what belongs
 * together still does, whatever the table. A row is cut into pieces once, since to find its ids takes a hundred times
 * as long as to join the pieces; and `offset 0` keeps a copy from being made again for each of its columns.
 */
const copies = (table: string, times: number, where = 'true') =>
  `(with cut as materialized (
      select regexp_split_to_array(t::text, '${ID}') as pieces from ${table} t where ${where})
    select array_to_string(pieces, ${FIRST_DIGITS})::${table} as r
    from cut cross join generate_series(1, ${times}) i offset 0) c`

/** Not the few streams that are the installation's. */
const OF_A_CASE = `t.stream ~ '${ID}'`

const multiplied = (table: string, times: number) =>
  `insert into ${table} select (r).* from ${copies(table, times)}`

/** A service's log and read models, so many times over, with every model folded up to the new end of the log. */
export async function multiplyService(url: string, times: number): Promise<void> {
  await inOneCommit(url, async (tx) => {
    for (const { table } of await modelsOf(tx)) await tx.query(multiplied(table, times))
    // Of each stream its first event: no process reads the rest before somebody asks for that very case.
    await tx.query(
      `insert into log.events
       select (r).entity, h.position + row_number() over (partition by h.entity), (r).stream, 1, (r).id, (r).type,
              (r).data, (r).actor, (r).cause, (r).at, (r).recorded_at
       from ${copies('log.events', times, `t.version = 1 and ${OF_A_CASE}`)} join log.heads h on h.entity = (r).entity`,
    )
    await tx.query(
      `insert into log.streams select (r).stream, (r).entity, 1 from ${copies('log.streams', times, OF_A_CASE)}`,
    )
    await tx.query(
      `update log.heads h set position = (select max(position) from log.events e where e.entity = h.entity)`,
    )
    await tx.query(
      `update projections.places p set position = h.position from log.heads h where h.entity = p.entity`,
    )
  })
}

/** The read models alone, for who never looks behind them. Ids stand in columns of their own there: by far the quicker. */
export async function multiplyModels(url: string, times: number): Promise<void> {
  await inOneCommit(url, async (tx) => {
    for (const { table } of await modelsOf(tx)) {
      const columns = await tx.query<{ name: string; id: boolean }>(
        `select attname as name, atttypid = 'uuid'::regtype as id from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
        [table],
      )
      const list = columns.map(({ name, id }) =>
        id ? `(d.digits || substr(t."${name}"::text, 9))::uuid` : `t."${name}"`,
      )
      await tx.query(
        `insert into ${table} select ${list.join(', ')}
         from (select ${FIRST_DIGITS} as digits from generate_series(1, ${times}) i) d cross join ${table} t`,
      )
    }
  })
}

async function modelsOf(tx: Db): Promise<{ table: string }[]> {
  return tx.query(`select table_name as "table" from projections.generations where status = 'active'`)
}

/** What the vault holds, so many times over; old enough to be looked at by who removes orphans. */
export async function multiplyVault(url: string, times: number): Promise<void> {
  await inOneCommit(url, async (tx) => {
    await tx.query(`update vault.records set put_at = put_at - interval '2 hours'`)
    for (const table of ['vault.keys', 'vault.records', 'vault.links'])
      await tx.query(multiplied(table, times))
  })
}

async function inOneCommit(url: string, work: (tx: Db) => Promise<void>): Promise<void> {
  await using database = await openDatabase({ url, max: 1, applicationName: 'bench' })
  await database.transaction(
    async (tx) => {
      await work(tx)
      await tx.query('analyze')
    },
    { unlimited: true },
  )
}
