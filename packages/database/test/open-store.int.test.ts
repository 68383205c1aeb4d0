import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EmbeddedPostgres } from '../src/embedded.ts'
import { ensureDatabase, openDatabase, openStore, UnsafePostgresError } from '../src/index.ts'
import { throwawayServer } from './throwaway-server.ts'

let server: EmbeddedPostgres & AsyncDisposable
beforeAll(async () => {
  server = await throwawayServer()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

/** A database in which every session would answer before its commit is on disk. */
async function careless(name: string): Promise<string> {
  const url = await ensureDatabase(server.url('postgres'), name)
  await using admin = await openDatabase({ url, max: 1 })
  await admin.query(`alter database "${name}" set synchronous_commit = 'off'`)
  return url
}

it('opens on a server that keeps what it acknowledges, with nothing to say', async () => {
  await using store = await openStore({ url: server.url('kept'), migrations: [] })
  expect(store.warnings).toEqual([])
  expect(await store.query('select 1 as one')).toEqual([{ one: 1 }])
})

it('refuses one that would lose it, naming the setting, what it costs and what to do', async () => {
  const error = await openStore({ url: await careless('lossy'), migrations: [] }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(UnsafePostgresError)
  expect(error).toMatchObject({ code: 'unsafe-postgres', exitCode: 2 })
  expect(String(error)).toMatch(/synchronous_commit = off: .*radicado[\s\S]*ALLOW_UNSAFE_POSTGRES=yes/)
})

it('refuses it as well when the address alone asks for it', async () => {
  const url = `${server.url('kept')}?options=-c%20synchronous_commit%3Doff`
  await expect(openStore({ url, migrations: [] })).rejects.toThrow(UnsafePostgresError)
})

it('goes on where that is allowed, and says so each time', async () => {
  const url = await careless('allowed')
  for (const _ of ['once', 'again']) {
    const said: string[] = []
    await using store = await openStore({
      ...{ url, migrations: [], allowUnsafe: true },
      onWarning: (text) => said.push(text),
    })
    expect(store.warnings).toEqual(['synchronous_commit=off'])
    expect(said).toEqual([expect.stringContaining('synchronous_commit = off')])
  }
})
