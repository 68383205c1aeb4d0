import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EmbeddedPostgres } from '../src/embedded.ts'
import {
  type Database,
  ensureDatabase,
  migrate,
  openDatabase,
  openStore,
  SchemaNewerError,
  sqlState,
} from '../src/index.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'
import { throwawayServer } from './throwaway-server.ts'

let server: EmbeddedPostgres & AsyncDisposable
let folder: TemporaryFolder
let database: Database
let databases = 0

beforeAll(async () => {
  server = await throwawayServer()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})
beforeEach(async () => {
  folder = await temporaryFolder(0o755)
  databases += 1
  database = await openDatabase({ url: await ensureDatabase(server.url('postgres'), `m${databases}`) })
  return async () => {
    await database.close()
    await folder[Symbol.asyncDispose]()
  }
})

const write = (name: string, sql: string) => writeFile(join(folder.dir, name), sql)
const run = (on: Database = database) => migrate(on, { service: 'intake', dir: folder.dir })
const recorded = () =>
  database.query('select service, number, name from ventanilla_migrations order by number')

it('applies each file once, in order, several statements in each', async () => {
  await write('001-tables.sql', 'create table a (id int); create table b (id int);')
  await write('002-rows.sql', 'insert into a values (1); insert into b select id + 1 from a;')
  expect(await run()).toEqual({ applied: ['001-tables.sql', '002-rows.sql'], version: 2, found: 2 })
  expect(await run()).toEqual({ applied: [], version: 2, found: 2 })
  expect(await database.query('select id from b')).toEqual([{ id: 2 }])
  expect(await recorded()).toEqual([
    { service: 'intake', number: 1, name: '001-tables.sql' },
    { service: 'intake', number: 2, name: '002-rows.sql' },
  ])
})

it('lets any number of replicas start at once', async () => {
  await write('001-table.sql', 'create table a (id int); select pg_sleep(0.05);')
  await write('002-row.sql', 'insert into a values (1)')
  const replicas = await Promise.all(
    [1, 2, 3, 4].map(() => openDatabase({ url: server.url(`m${databases}`) })),
  )
  const done = await Promise.all(replicas.map((replica) => run(replica)))
  await Promise.all(replicas.map((replica) => replica.close()))
  expect(done.flatMap(({ applied }) => applied).sort()).toEqual(['001-table.sql', '002-row.sql'])
  expect(await database.query('select id from a')).toEqual([{ id: 1 }])
})

it('keeps the migrations of several services apart', async () => {
  await write('001-table.sql', 'create table if not exists a (id int)')
  await run()
  const other = await migrate(database, { service: 'event-log', dir: folder.dir })
  expect(other.applied).toEqual(['001-table.sql'])
})

it('refuses a file that changed after it was applied', async () => {
  await write('001-table.sql', 'create table a (id int)')
  await run()
  await write('001-table.sql', 'create table a (id int8)')
  await expect(run()).rejects.toMatchObject({ code: 'migration-changed', message: /001-table\.sql.*cambió/ })
})

describe('a schema that a newer release has changed', () => {
  const store = () =>
    openStore({
      url: server.url(`m${databases}`),
      migrations: [{ service: 'intake', dir: folder.dir }],
      onWarning: (text) => warned.push(text),
    })
  const warned: string[] = []
  /** Applies a second file and takes it away again: the program is now older than the schema. */
  async function upgraded(sql: string) {
    await write('001-table.sql', 'create table a (id int)')
    await run()
    await write('002-newer.sql', sql)
    await run()
    await rm(join(folder.dir, '002-newer.sql'))
  }

  it('is worked on while nothing in it is breaking, and said', async () => {
    await upgraded('alter table a add more text; -- breaking only in the first line')
    expect(await run()).toEqual({ applied: [], version: 1, found: 2 })
    await using opened = await store()
    expect(opened.warnings).toEqual(['intake-newer=2'])
    expect(warned).toEqual([expect.stringContaining('va por la versión 2')])
    await opened.assertSchema()
  })

  it('is refused when it is breaking, naming both versions and how to go on', async () => {
    await upgraded('-- breaking: a is gone\ndrop table a')
    const error = await store().catch((e: unknown) => e)
    expect(error).toBeInstanceOf(SchemaNewerError)
    expect(error).toMatchObject({ code: 'schema-newer', found: 2, known: 1, exitCode: 2 })
    expect(error).toMatchObject({ message: /versión 2.*llega a la 1.*más reciente/ })
  })

  it('is refused for what breaks it, whatever compatible came after', async () => {
    await upgraded('-- breaking\ndrop table a')
    await database.query(
      `insert into ventanilla_migrations (service, number, name, sha256) values ('intake', 3, 'x', 'y')`,
    )
    await expect(run()).rejects.toMatchObject({ code: 'schema-newer' })
  })

  it('is noticed by who was already working', async () => {
    await write('001-table.sql', 'create table a (id int)')
    await using older = await store()
    await older.assertSchema()
    await upgraded('-- breaking\ndrop table a')
    await expect(older.assertSchema()).rejects.toMatchObject({ code: 'schema-newer', found: 2, known: 1 })
  })

  it('is recorded in a table that an earlier release made', async () => {
    await write('001-table.sql', 'create table a (id int)')
    await run()
    await database.query('alter table ventanilla_migrations drop column breaking')
    await write('002-newer.sql', '-- breaking\ndrop table a')
    await run()
    expect(await database.query('select number, breaking from ventanilla_migrations order by 1')).toEqual([
      { number: 1, breaking: false },
      { number: 2, breaking: true },
    ])
  })
})

it('leaves nothing of a file that fails, and everything of those before it', async () => {
  await write('001-table.sql', 'create table a (id int)')
  await write('002-broken.sql', 'create table b (id int); select * from missing;')
  const error = await run().catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'migration-failed', message: /002-broken\.sql/ })
  expect(sqlState(error)).toBe('42P01')
  expect(await database.query(`select to_regclass('a') is null as a, to_regclass('b') is null as b`)).toEqual(
    [{ a: false, b: true }],
  )
  await write('002-broken.sql', 'create table b (id int)')
  expect((await run()).applied).toEqual(['002-broken.sql'])
})

it('makes a database once however many ask, and refuses an odd name', async () => {
  const urls = await Promise.all([1, 2, 3, 4, 5].map(() => ensureDatabase(server.url('postgres'), 'wanted')))
  expect(new Set(urls)).toEqual(new Set([server.url('wanted')]))
  await using wanted = await openDatabase({ url: server.url('wanted') })
  expect(await wanted.query('select current_database() as name')).toEqual([{ name: 'wanted' }])
  await expect(ensureDatabase(server.url('postgres'), 'x"; drop')).rejects.toThrow(RangeError)
})
