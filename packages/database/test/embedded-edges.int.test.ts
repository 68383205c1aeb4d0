import { once } from 'node:events'
import { chown, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../src/index.ts'
import { keep, notes } from './kept.ts'
import { serverDir } from './server-files.ts'
import { started } from './spawn-starter.ts'
import { ordinaryUser, type Place, type World } from './worlds.ts'

let world: World
let place: Place
beforeAll(async () => {
  world = await ordinaryUser()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  place = await world.place()
})
afterEach(() => place[Symbol.asyncDispose]())

it('moves to another port when that of last time is taken, and refuses one asked for that is', async () => {
  const first = await place.start()
  const { port } = started(first)
  await first.stop()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const refused = await place.start({ port })
  expect(refused.said).toMatchObject({
    refused: 'port-taken',
    message: expect.stringContaining(String(port)),
  })
  const second = await place.start()
  expect(started(second).port).not.toBe(port)
  other.close()
})

it('refuses the data of another PostgreSQL, and says what to do', async () => {
  const first = await place.start()
  await first.stop()
  await writeFile(join(await serverDir(place.dataDir), 'data', 'PG_VERSION'), '16\n')
  const { said } = await place.start()
  expect(said).toMatchObject({
    refused: 'other-version',
    message: expect.stringMatching(/PostgreSQL 16.*pg_dumpall/),
  })
})

it('shows the end of the server’s log when it can’t start', async () => {
  const first = await place.start()
  await first.stop()
  const settings = join(await serverDir(place.dataDir), 'data', 'postgresql.auto.conf')
  await writeFile(settings, 'no_such_setting = 1\n')
  const { said } = await place.start()
  expect(said).toMatchObject({
    refused: 'start-failed',
    message: expect.stringMatching(/Últimas líneas.*no_such_setting/s),
  })
})

it('refuses a folder it may not write, and data that are somebody else’s', async () => {
  const first = await place.start()
  await first.stop()
  if (process.getuid?.() === 0) {
    const dir = await serverDir(place.dataDir)
    const { uid, gid } = await stat(dir)
    await chown(dir, 1, 1)
    const { said } = await place.start()
    expect(said).toMatchObject({
      refused: 'folder-not-writable',
      message: expect.stringContaining('otro usuario'),
    })
    await chown(dir, uid, gid)
  }
  // A file where the folder should be can't be written by anybody, root or not.
  const blocked = await world.place()
  await writeFile(`${blocked.dataDir}/x`, '')
  const { said } = await blocked.start({ below: 'x/y' })
  expect(said).toMatchObject({
    refused: 'folder-not-writable',
    message: expect.stringContaining('No se puede'),
  })
  await blocked[Symbol.asyncDispose]()
})

it('keeps password and data from other users, and listens on this machine only', async () => {
  const { url } = started(await place.start())
  const dir = await serverDir(place.dataDir)
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  expect((await stat(join(dir, 'password'))).mode & 0o777).toBe(0o600)
  await using database = await openDatabase({ url })
  const [row] = await database.query(`select current_setting('listen_addresses') as host,
    current_setting('unix_socket_directories') as socket,
    current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('full_page_writes') as pages, current_setting('jit') as jit,
    (select datlocale from pg_database where datname = 'postgres') as locale`)
  const durable = { fsync: 'on', commit: 'on', pages: 'on' }
  expect(row).toEqual({ host: '127.0.0.1', socket: '', ...durable, jit: 'off', locale: 'C.UTF-8' })
  const wrong = new URL(url)
  wrong.password = 'guess'
  await expect(openDatabase({ url: wrong.href })).rejects.toThrow(/password/)
})

it('writes nothing of a refused row in its log', async () => {
  const { url } = started(await place.start())
  await using database = await openDatabase({ url })
  await database.query('create table person (document text primary key)')
  await database.query(`insert into person values ('1020304050')`)
  await expect(database.query(`insert into person values ('1020304050')`)).rejects.toThrow(/duplicate/)
  const log = await readFile(join(await serverDir(place.dataDir), 'log'), 'utf8')
  expect(log).toContain('duplicate key')
  expect(log).not.toContain('1020304050')
})

it('is not disturbed by a starter that was killed while it made the cluster', async () => {
  const halfMade = async () => (await readdir(place.dataDir)).filter((name) => name.startsWith('init-'))
  await place.killWhen(async () => (await halfMade()).length > 0)
  expect(await halfMade()).toHaveLength(1)
  started(await place.start())
  expect(await halfMade()).toEqual([])
})

it('replaces a server whose checkout was deleted, which can no longer load its libraries', async () => {
  const gone = await ordinaryUser()
  const first = await place.start({ copy: gone.copy })
  await keep(started(first).url, 'fact')
  await first.kill()
  await gone[Symbol.asyncDispose]()
  const second = await place.start()
  expect(started(second).adopted).toBe(false)
  expect(await notes(started(second).url)).toEqual(['fact'])
  await using database = await openDatabase({ url: started(second).url })
  await database.query('do language plpgsql $$ begin perform 1; end $$')
})
