import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { beforeEach, expect, it, onTestFinished } from 'vitest'

const path = fileURLToPath(new URL('../fixtures/replica.ts', import.meta.url))

interface Replica {
  child: ChildProcess
  address: string
  said(): string
}

let database: FreshDatabase

beforeEach(async () => {
  database = await freshDatabase({ prefix: 'takeover' })
  return () => database.drop()
})

async function start(): Promise<Replica> {
  const child = spawn(process.execPath, [path, database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await expect.poll(() => text, { timeout: 30_000 }).toMatch(/^at /m)
  return { child, address: /^at (.*)$/m.exec(text)?.[1] ?? '', said: () => text }
}

/** Two on a database that nobody has seen: each finds the schema there, or makes it. The first has the job. */
async function two(): Promise<[Replica, Replica]> {
  const both = await Promise.all([start(), start()])
  await expect.poll(async () => (await workers()).length, { timeout: 10_000 }).toBe(1)
  const [worker] = await workers()
  return both[0].child.pid === worker ? both : [both[1], both[0]]
}

async function workers(since = '-infinity'): Promise<number[]> {
  const rows = await database.database.query<{ who: number }>(
    'select distinct who from done where at > $1 order by who',
    [since],
  )
  return rows.map(({ who }) => who)
}

async function now(): Promise<string> {
  const [row] = await database.database.query<{ now: string }>('select clock_timestamp()::text as now')
  return row?.now ?? ''
}

/** Seconds, by the database's clock, from then until this one first did the job. */
async function secondsUntil({ child: { pid } }: Replica, since: string): Promise<number> {
  await expect.poll(() => workers(since), { timeout: 20_000 }).toContain(pid)
  const [row] = await database.database.query<{ seconds: number }>(
    'select extract(epoch from min(at) - $2::timestamptz)::float8 as seconds from done where who = $1 and at > $2',
    [pid, since],
  )
  return row?.seconds ?? Number.POSITIVE_INFINITY
}

const file = (address: string, key: string) =>
  fetch(`${address}/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  })

it('what a process did that was killed is taken over within 10 s', { timeout: 60_000 }, async () => {
  const [first, second] = await two()
  const killed = await now()
  first.child.kill('SIGKILL')
  expect(await secondsUntil(second, killed)).toBeLessThan(10)
})

it('what a process did that ends in order is taken over at its next heartbeat', {
  timeout: 60_000,
}, async () => {
  const [first, second] = await two()
  const ended = once(first.child, 'exit')
  const told = await now()
  first.child.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
  expect(await secondsUntil(second, told)).toBeLessThan(6)
})

it('what a frozen process did is taken over within 10 s; thawed, it writes nothing that is too late', {
  timeout: 90_000,
}, async () => {
  const [first, second] = await two()
  const late = file(first.address, 'late')
  await expect.poll(first.said).toContain('holding')
  const frozen = await now()
  first.child.kill('SIGSTOP')
  expect(await secondsUntil(second, frozen)).toBeLessThan(10)
  expect((await file(second.address, 'other')).status).toBe(201)
  first.child.kill('SIGCONT')
  // It read the clock before, and others have gone on without it.
  expect((await late).status).toBe(503)
  const thawed = await now()
  const streams = await database.database.query<{ stream: string }>('select stream from log.events')
  expect(streams.map(({ stream }) => stream)).toEqual(['other'])
  await expect.poll(async () => (await file(first.address, 'again')).status, { timeout: 20_000 }).toBe(201)
  expect(await workers(thawed)).toEqual([second.child.pid])
})
