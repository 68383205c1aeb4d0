import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@ventanilla/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../src/fresh-database.ts'
import { sweep } from '../src/sweep.ts'
import { testPostgres } from '../src/test-postgres.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-testing-'))
  await writeFile(join(dir, '001-table.sql'), `create table fact (id int); -- ${dir}`)
})
afterAll(() => rm(dir, { recursive: true }))

const migrations = () => ({ service: 'testing', dir })
async function databases(like: string): Promise<string[]> {
  await using admin = await openDatabase({ url: (await testPostgres()).url('postgres'), max: 1 })
  const rows = await admin.query<{ name: string }>(
    'select datname as name from pg_database where datname like $1',
    [like],
  )
  return rows.map(({ name }) => name)
}

it('gives each caller a migrated database that nobody else has written to', async () => {
  await using one = await freshDatabase({ prefix: 'one', migrations: migrations() })
  await one.database.query('insert into fact values (1)')
  await using other = await freshDatabase({ prefix: 'other', migrations: [migrations()] })
  expect(await other.database.query('select id from fact')).toEqual([])
  expect(await other.database.query('select service, number from ventanilla_migrations')).toEqual([
    { service: 'testing', number: 1 },
  ])
})

it('gives many at once, from one template', async () => {
  await writeFile(join(dir, '002-more.sql'), 'create table more (id int)')
  const many = await Promise.all(
    [1, 2, 3, 4].map(() => freshDatabase({ prefix: 'many', migrations: migrations() })),
  )
  expect(new Set(many.map(({ name }) => name)).size).toBe(4)
  for (const { database } of many) expect(await database.query('select id from more')).toEqual([])
  await Promise.all(many.map(({ drop }) => drop()))
})

it('drops it with whoever is still connected, and may be told twice', async () => {
  const fresh = await freshDatabase({ prefix: 'drop' })
  const late = await openDatabase({ url: fresh.url })
  await Promise.all([fresh.drop(), fresh.drop()])
  expect(await databases(fresh.name)).toEqual([])
  await late.close()
})

it('removes what a killed run left, and nothing else', async () => {
  const child = fork(new URL('abandon.ts', import.meta.url))
  const [name] = await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  await using mine = await freshDatabase({ prefix: 'mine' })
  await using admin = await openDatabase({ url: (await testPostgres()).url('postgres'), max: 1 })
  expect(await databases(String(name))).toEqual([name])
  // Another process may be sweeping right now: then it is that one that removes it.
  await expect.poll(async () => [await sweep(admin), await databases(String(name))][1]).toEqual([])
  expect(await databases(mine.name)).toEqual([mine.name])
})

it('refuses a prefix that is no name', async () => {
  await expect(freshDatabase({ prefix: 'x-y' })).rejects.toThrow(RangeError)
})
