import { isRetryable, openDatabase } from '@ventanilla/database'
import { expect, it } from 'vitest'
import { freshDatabase } from '../src/fresh-database.ts'
import { tcpProxy } from '../src/tcp-proxy.ts'

async function far(statementTimeoutMs = 60_000) {
  const fresh = await freshDatabase({ prefix: 'proxied' })
  const proxy = await tcpProxy({ to: new URL(fresh.url).host })
  const database = await openDatabase({ url: proxy.url(fresh.url), max: 2, statementTimeoutMs, drainMs: 500 })
  return {
    fresh,
    proxy,
    database,
    async [Symbol.asyncDispose]() {
      await database.close()
      await proxy[Symbol.asyncDispose]()
      await fresh.drop()
    },
  }
}

it.each(['reset', 'end'] as const)('a pool goes on after its connections were cut by %s', async (how) => {
  await using one = await far()
  const sleeping = one.database.query('select pg_sleep(60)')
  const failed = expect(sleeping).rejects.toSatisfy(isRetryable)
  await expect.poll(() => one.proxy.connections.open).toBe(1)
  one.proxy.cut(how)
  await failed
  expect(await one.database.query('select 1 as alive')).toEqual([{ alive: 1 }])
})

it('a commit whose answer is lost was a commit, and its caller is told to look', async () => {
  await using one = await far()
  await one.fresh.database.query('create table fact (id int)')
  const lost = one.proxy.cutAfter({ client: 'commit' })
  await expect(one.database.transaction((db) => db.query('insert into fact values (1)'))).rejects.toSatisfy(
    isRetryable,
  )
  await lost
  expect(await one.fresh.database.query('select id from fact')).toEqual([{ id: 1 }])
})

it('a statement that vanishes in the network ends in an error that may be tried again', async () => {
  await using one = await far(300)
  await one.database.query('select 1')
  one.proxy.blackhole()
  await expect(one.database.query('select 2')).rejects.toSatisfy(isRetryable)
  one.proxy.heal()
  expect(await one.database.query('select 3 as later')).toEqual([{ later: 3 }])
})

it('a connection whose server is gone without a word is found out, and replaced', async () => {
  await using one = await far(300)
  await one.database.query('select 1')
  one.proxy.halfOpen('server')
  await expect(one.database.query('select 2')).rejects.toSatisfy(isRetryable)
  expect(await one.database.query('select 3 as later')).toEqual([{ later: 3 }])
})

it('a database that no longer answers can be closed', async () => {
  await using one = await far(300)
  await one.database.query('select 1')
  one.proxy.blackhole()
  const lost = expect(one.database.query('select 2')).rejects.toSatisfy(isRetryable)
  await one.database.close()
  await lost
})
