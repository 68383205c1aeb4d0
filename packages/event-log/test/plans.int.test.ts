import { freshDatabase } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { type Append, deriveId, eventLogMigrations, openPostgresLog } from '../src/index.ts'

const AT = '2026-03-24T15:00:00.000Z'
const append = (stream: string, expected: Append['expected'], id: string): Append => ({
  stream,
  expected,
  events: [{ id: deriveId(stream, id), type: 'Noted', data: {}, at: AT }],
  actor: 'test',
  claim: { key: `${stream}/${id}`, digest: 'd' },
})
const streams = (from: number, count: number) => Array.from({ length: count }, (_, i) => `case/${from + i}`)

it('reads of a log what it was asked about, also by plans that were made when the log was new', async () => {
  // One connection: what it planned at the beginning is what it does at the end.
  await using one = await freshDatabase({
    prefix: 'log',
    migrations: { service: 'log', dir: eventLogMigrations },
    max: 1,
  })
  const { database } = one
  for (const table of ['events', 'streams', 'claims'])
    await database.query(`alter table log.${table} set (autovacuum_enabled = off)`)
  const log = openPostgresLog(database)
  for (let i = 0; i < 10; i++) {
    await log.write('a', { appends: streams(10 * i, 10).map((stream) => append(stream, 0, 'x')) })
    await log.write('a', { appends: streams(10 * i, 10).map((stream) => append(stream, 1, 'y')) })
  }
  for (let i = 1; i < 5; i++)
    await log.write('a', { appends: streams(1000 * i, 1000).map((stream) => append(stream, 0, 'x')) })

  await database.query('select pg_stat_force_next_flush()') // or the counts below begin before the transaction
  const read = await database.transaction(async (tx) => {
    // The log's own statement, on the connection that has the old plans.
    const inside = openPostgresLog({ ...database, query: (sql, params) => tx.query(sql, params) })
    await inside.write('a', { appends: streams(1000, 10).map((stream) => append(stream, 1, 'z')) })
    await inside.write('a', { appends: streams(9000, 10).map((stream) => append(stream, 0, 'x')) })
    return tx.query<{ table: string; rows: number }>(
      `select relname as table, seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables
       where schemaname = 'log' and relname in ('claims', 'events', 'streams') order by relname`,
    )
  })
  expect(read.map(({ table }) => table)).toEqual(['claims', 'events', 'streams'])
  for (const { rows } of read) expect(rows).toBeLessThan(100)
})
