import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EmbeddedPostgres } from '../src/embedded.ts'
import { type Database, type Db, oneAtATime, openDatabase } from '../src/index.ts'
import { throwawayServer } from './throwaway-server.ts'

let server: EmbeddedPostgres & AsyncDisposable
let one: Database
let other: Database
beforeAll(async () => {
  server = await throwawayServer()
  one = await openDatabase({ url: server.url('postgres') })
  other = await openDatabase({ url: server.url('template1') })
})
afterAll(async () => {
  await Promise.all([one.close(), other.close()])
  await server[Symbol.asyncDispose]()
})

/** When the server had it, in its own time. */
async function asked(db: Db): Promise<{ from: string; to: string }> {
  const now = async () =>
    (await db.query<{ at: string }>('select clock_timestamp()::text as at'))[0]?.at ?? ''
  const from = await now()
  await db.query('select pg_sleep(0.02)')
  return { from, to: await now() }
}

function overlaps(all: readonly { from: string; to: string }[]): number {
  const inOrder = all.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return inOrder.filter(({ from }, nth) => from < (inOrder[nth - 1]?.to ?? '')).length
}

const within = <T>(work: Promise<T>) => Promise.race([work.then(() => 'done'), sleep(700, 'waits')])

const transactions = () =>
  Promise.all([one, one, one, other, other, other].map((database) => database.transaction(asked)))

it('runs what its work asks of all databases one after the other', async () => {
  expect(overlaps(await oneAtATime()(transactions))).toBe(0)
  // Which it wouldn't by itself.
  expect(overlaps(await transactions())).toBeGreaterThan(0)
})

/** Holds a turn until it is released. */
async function holding(turns: ReturnType<typeof oneAtATime>, how?: { unlimited: true }) {
  const [began, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const held = turns(() =>
    one.transaction(async () => {
      began.resolve()
      await over.promise
    }, how),
  )
  await began.promise
  return async () => {
    over.resolve()
    await held
  }
}

const select = () => one.query('select 1')

it('lets pass who has no turns, has others, or asks as a part of its own', async () => {
  const turns = oneAtATime(60_000)
  const release = await holding(turns)
  expect(await within(select())).toBe('done')
  expect(await within(oneAtATime()(select))).toBe('done')
  expect(await within(turns(select))).toBe('waits')
  await release()
  expect(await within(turns(() => one.transaction(select)))).toBe('done')
})

it('lets pass first who is first, seven times of eight, and each as they came', async () => {
  const turns = oneAtATime(60_000)
  const release = await holding(turns)
  const done: string[] = []
  const ask = (name: string, first = false) => turns(() => select().then(() => done.push(name)), { first })
  const others = ['A', 'B'].map((name) => ask(name))
  const first = [...'abcdefghi'].map((name) => ask(name, true))
  await release()
  await Promise.all([...others, ...first])
  expect(done.join('')).toBe('abcdefgAhiB')
})

it('ends a turn that takes too long, so that what needs another to go on can’t lock both', async () => {
  const turns = oneAtATime(50)
  const release = await holding(turns)
  const next = await holding(turns)
  await turns(select)
  await release()
  await next()
  expect(await within(turns(select))).toBe('done')
})

it('doesn’t wait for a transaction that may take as long as it takes, nor for one that failed', async () => {
  const turns = oneAtATime(60_000)
  const release = await holding(turns, { unlimited: true })
  expect(await within(turns(select))).toBe('done')
  await release()
  await expect(turns(() => one.query('select 1 / 0'))).rejects.toThrow('division by zero')
  expect(await within(turns(select))).toBe('done')
})

it('tells of each turn, so that who waits for many isn’t taken to hang', async () => {
  const turns = oneAtATime(60_000)
  const release = await holding(turns)
  let told = 0
  const onTurn = () => {
    told += 1
  }
  const work = turns(() => Promise.all([select(), select(), one.transaction(asked)]), { onTurn })
  await select()
  expect(told).toBe(0)
  await release()
  await work
  expect(told).toBe(3)
})
