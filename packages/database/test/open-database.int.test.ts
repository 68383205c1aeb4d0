import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EmbeddedPostgres } from '../src/embedded.ts'
import { type Database, type Db, isRetryable, openDatabase, sqlState } from '../src/index.ts'
import { throwawayServer } from './throwaway-server.ts'

let server: EmbeddedPostgres & AsyncDisposable
let database: Database
beforeAll(async () => {
  server = await throwawayServer()
  database = await openDatabase({ url: server.url('postgres'), applicationName: 'the-test', max: 4 })
  await database.query('create table fact (id int8 primary key, note text)')
})
afterAll(async () => {
  await database.close()
  await server[Symbol.asyncDispose]()
})

const count = async () => (await database.query<{ n: number }>('select count(*) as n from fact'))[0]?.n
const backend = 'select pg_backend_pid() as pid'

describe('values', () => {
  it('come back exact, and dates never pass by a time zone', async () => {
    const [row] = await database.query(`select 9007199254740991::int8 as big, date '2026-11-22' as day,
      timestamptz '2026-11-22 10:00:00-05' as at, timestamp '2026-11-22 10:00' as local, 1.50::numeric as money,
      array[1::int8, null] as bigs, array[array[date '2026-11-22'], array[null::date]] as days,
      array[timestamptz '2026-11-22 10:00:00-05'] as ats, '{"a":1}'::jsonb as json, 'ñ' < 'o' as bytewise,
      upper('ñandú') as upper`)
    expect(row).toEqual({
      big: 9007199254740991,
      day: '2026-11-22',
      at: '2026-11-22T15:00:00.000Z',
      local: '2026-11-22 10:00:00',
      money: '1.50',
      bigs: [1, null],
      days: [['2026-11-22'], [null]],
      ats: ['2026-11-22T15:00:00.000Z'],
      json: { a: 1 },
      bytewise: false,
      upper: 'ÑANDÚ',
    })
  })
  it('fail rather than lose digits', async () => {
    await expect(database.query('select 9007199254740992::int8')).rejects.toThrow(RangeError)
  })
})

it('bounds what a stuck or vanished client can hold', async () => {
  const rows = await database.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('statement_timeout', 'tcp_user_timeout',
       'idle_in_transaction_session_timeout', 'application_name', 'TimeZone') order by name collate "C"`,
  )
  expect(rows.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
    'TimeZone=UTC',
    'application_name=the-test',
    'idle_in_transaction_session_timeout=15000',
    'statement_timeout=60000',
    'tcp_user_timeout=30000',
  ])
})

it('adds to the options of the address rather than losing its own', async () => {
  const url = `${server.url('postgres')}?options=-c%20work_mem%3D7MB`
  await using other = await openDatabase({ url, readOnly: true })
  expect(await other.query('show work_mem')).toEqual([{ work_mem: '7MB' }])
  const refused = other.query('create table never (id int)').catch(sqlState)
  expect(await refused).toBe('25006') // read_only_sql_transaction
})

it('ends a statement that takes too long and goes on with the same connection', async () => {
  await using one = await openDatabase({ url: server.url('postgres'), max: 1, statementTimeoutMs: 100 })
  const before = await one.query(backend)
  expect(await one.query('select pg_sleep(10)').catch(sqlState)).toBe('57014')
  expect(await one.query(backend)).toEqual(before)
})

describe('a transaction', () => {
  it('takes as long as it takes when it is told that it may, and no other one does', async () => {
    await using one = await openDatabase({ url: server.url('postgres'), max: 1, statementTimeoutMs: 100 })
    const sleep = (seconds: number) => (tx: Db) => tx.query(`select pg_sleep(${seconds})`)
    await one.transaction(sleep(5.5), { unlimited: true })
    expect(await one.transaction(sleep(5.5)).catch(sqlState)).toBe('57014')
  })
  it('stays when the work returns', async () => {
    const result = await database.transaction(async (tx) => {
      await tx.query('insert into fact values (1)')
      return tx.query('select id from fact where id = 1')
    })
    expect(result).toEqual([{ id: 1 }])
    expect(await count()).toBe(1)
  })
  it('goes when the work throws, with the error as it was', async () => {
    const bug = new Error('a bug')
    const work = database.transaction(async (tx) => {
      await tx.query('insert into fact values (2)')
      throw bug
    })
    await expect(work).rejects.toBe(bug)
    expect(await count()).toBe(1)
  })
  it('takes statements given at once, one after the other', async () => {
    const rows = await database.transaction((tx) =>
      Promise.all([1, 2, 3, 4].map((n) => tx.query('select $1::int as n', [n]))),
    )
    expect(rows.flat()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }])
  })
  it('says so when a failure in it was swallowed and COMMIT rolled it back', async () => {
    const work = database.transaction(async (tx) => {
      await tx.query('insert into fact values (3)')
      await tx.query('insert into fact values (1)').catch(() => undefined)
    })
    await expect(work).rejects.toThrow(/rolled back/)
    expect(await count()).toBe(1)
  })
  it('takes no statement once it is over', async () => {
    const kept = await database.transaction(async (tx) => tx)
    await expect(kept.query('insert into fact values (4)')).rejects.toThrow(/already over/)
  })
})

describe('a connection of one’s own', () => {
  it('is one session, and prepares a named statement once', async () => {
    const connection = await database.connect()
    await connection.query('select $1::int as n', [1], 'named')
    expect(await connection.query('select $1::int as n', [2], 'named')).toEqual([{ n: 2 }])
    expect(await connection.query('select name from pg_prepared_statements')).toEqual([{ name: 'named' }])
    connection.release(true)
    connection.release()
    await expect(connection.query('select 1')).rejects.toThrow(/released/)
  })
})

describe('a lost connection', () => {
  const kill = (pid: number) => database.query('select pg_terminate_backend($1)', [pid])

  it('is an error that can be retried, and is never handed out again', async () => {
    await using one = await openDatabase({ url: server.url('postgres'), max: 1 })
    const connection = await one.connect()
    const [before] = await connection.query<{ pid: number }>(backend)
    await kill(before?.pid ?? 0)
    const error = await connection.query('select 1').catch((e: unknown) => e)
    expect(isRetryable(error)).toBe(true)
    expect(connection.broken).toBe(true)
    connection.release()
    const [after] = await one.query<{ pid: number }>(backend)
    expect(after?.pid).not.toBe(before?.pid)
  })
  it('in the middle of a transaction leaves nothing', async () => {
    const work = database.transaction(async (tx) => {
      const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>(backend)
      await tx.query('insert into fact values (5)')
      await kill(pid)
      await tx.query('insert into fact values (6)')
    })
    expect(isRetryable(await work.catch((e: unknown) => e))).toBe(true)
    expect(await count()).toBe(1)
  })
  it('while it is idle is told and replaced', async () => {
    const told: Error[] = []
    await using one = await openDatabase({
      url: server.url('postgres'),
      max: 1,
      onError: (error) => told.push(error),
    })
    const [before] = await one.query<{ pid: number }>(backend)
    await kill(before?.pid ?? 0)
    await expect.poll(() => told.length).toBeGreaterThan(0)
    const [after] = await one.query<{ pid: number }>(backend)
    expect(after?.pid).not.toBe(before?.pid)
  })
})

describe('close', () => {
  it('waits for what is running, and may be said twice', async () => {
    const one = await openDatabase({ url: server.url('postgres') })
    const running = one.query(`select pg_sleep(0.2), 'done' as said`)
    await Promise.all([one.close(), one.close()])
    expect(await running).toMatchObject([{ said: 'done' }])
    await expect(one.query('select 1')).rejects.toThrow(/closed/)
  })
  it('does not wait for ever for a connection that nobody gives back', async () => {
    const one = await openDatabase({ url: server.url('postgres'), drainMs: 50, applicationName: 'leaky' })
    await one.connect()
    await one.close()
    const left = () => database.query(`select 1 from pg_stat_activity where application_name = 'leaky'`)
    await expect.poll(left).toEqual([])
  })
  it('is not told of connections that the server drops before it has read that they are over', async () => {
    const told: Error[] = []
    const one = await openDatabase({ url: server.url('postgres'), onError: (error) => told.push(error) })
    const [{ pid } = { pid: 0 }] = await one.query<{ pid: number }>(backend)
    process.kill(pid, 'SIGSTOP')
    try {
      await one.close()
      await database.query('select pg_terminate_backend($1)', [pid])
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    // What would be told comes within a few turns of the loop.
    await wait(300)
    expect(told).toEqual([])
  })
})

it('fails to open when nobody listens, with an error that can be retried', async () => {
  const error = await openDatabase({ url: 'postgresql://nobody:x@127.0.0.1:1/none' }).catch((e: unknown) => e)
  expect(isRetryable(error)).toBe(true)
})
