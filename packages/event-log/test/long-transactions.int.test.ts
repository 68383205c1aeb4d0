import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, openDatabase } from '@ventanilla/database'
import { type FreshDatabase, freshDatabase, vanishedClient } from '@ventanilla/testing'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '../src/index.ts'

/** How long the transaction of somebody else stays open: 60 in the long form. */
const HELD_SECONDS = Number(process.env.VENTANILLA_HELD_SECONDS ?? 3)
const AT = '2026-03-24T15:00:00.000Z'
const MIGRATIONS = { service: 'log', dir: eventLogMigrations }
vi.setConfig({ testTimeout: 120_000 + HELD_SECONDS * 2_000 })

let one: FreshDatabase
let other: FreshDatabase
beforeEach(async () => {
  one = await freshDatabase({ prefix: 'held', migrations: MIGRATIONS })
  other = await freshDatabase({ prefix: 'held_other', migrations: MIGRATIONS })
})
afterEach(() => Promise.all([one.drop(), other.drop()]))

const note = (n: number) => ({
  stream: `case/${n}`,
  expected: 0,
  events: [{ id: deriveId('note', n), type: 'Noted', data: {}, at: AT }],
  actor: 'test',
})

/** A log whose statements fail once they have waited a second for a lock; for a slow machine they wait. */
async function impatient(url: string): Promise<EventLog> {
  const database = await openDatabase({ url: `${url}?options=-c%20lock_timeout%3D1000` })
  onTestFinished(() => database.close())
  return openPostgresLog(database)
}

/** Begins a transaction that has written something of its own, and so holds back every snapshot and every vacuum. */
async function hold({ url }: FreshDatabase, isolation: string): Promise<Connection> {
  const database = await openDatabase({ url, max: 1 })
  onTestFinished(() => database.close())
  const connection = await database.connect()
  await connection.query('set idle_in_transaction_session_timeout = 0')
  await connection.query('create table theirs (id int)')
  await connection.query(`begin isolation level ${isolation}`)
  await connection.query('insert into theirs values (1)')
  await connection.query('select count(*) from log.events')
  return connection
}

it.each(['read committed', 'repeatable read'])(
  'a %s transaction held open here and next door keeps no append and no reader waiting',
  async (isolation) => {
    const log = await impatient(one.url)
    const holders = [await hold(one, isolation), await hold(other, isolation)]
    const end = performance.now() + HELD_SECONDS * 1_000
    let n = 0
    for (; n < 200 || performance.now() < end; n += 20) {
      const written = await Promise.all(
        Array.from({ length: 20 }, (_, i) => log.write('a', { appends: [note(n + i)] })),
      )
      expect(written.every(({ outcome }) => outcome === 'written')).toBe(true)
      // What was just acknowledged is read at once: nobody waits until the oldest transaction is over.
      const read = await log.read('a', n, 100)
      expect(read.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => n + i + 1))
      await sleep(HELD_SECONDS > 10 ? 20 : 0)
    }
    for (const holder of holders) {
      // It was there all the time, and can still end as it likes.
      expect(await holder.query('select id from theirs')).toEqual([{ id: 1 }])
      await holder.query('commit')
      holder.release()
    }
    expect(await log.head('a')).toBe(n)
  },
)

it('a client that vanishes with the log’s lock is ended by the server, and whoever waited goes on', async () => {
  const log = openPostgresLog(one.database)
  await log.write('a', { appends: [note(0)] })
  using _ = await vanishedClient(one.url, 'a')
  const writing = log.write('a', { appends: [note(1)] })
  const blocked = async () => {
    const rows = await one.database.query(
      `select from pg_stat_activity b, unnest(pg_blocking_pids(b.pid)) as blocker
       join pg_stat_activity h on h.pid = blocker
       where h.application_name = 'holder' and b.datname = current_database()`,
    )
    return rows.length > 0
  }
  await expect.poll(blocked, { timeout: 10_000 }).toBe(true)
  // Another log of the same database has another lock.
  expect(await log.write('b', { appends: [note(2)] })).toMatchObject({ outcome: 'written' })
  // Ended by idle_in_transaction_session_timeout, 15 s: nobody has to do anything.
  expect(await writing).toMatchObject({ outcome: 'written', appends: [{ position: 2 }] })
})
