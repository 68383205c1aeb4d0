import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Database, openDatabase } from '@ventanilla/database'
import { ifBrokenOff } from '@ventanilla/testing'
import type { Bench, Opened, Run } from '../bench.ts'
import { fileBy, WARM_SECONDS } from '../filing-load.ts'
import { type HttpClient, httpClient } from '../http-client.ts'
import { startIntake } from '../intake-service.ts'
import { openLoop, quantile } from '../load.ts'
import { loadClocks, openClock, tellMarks } from './open-clock.ts'
import { ENTITY, endOf } from './told-cases.ts'

const CLOCKS = Math.min(Number(process.env.CASES ?? 100_000), 100_000)
/** Filings a second, and how long they come where nothing else happens. */
const RATE = 100
const ALONE_SECONDS = 15
const CLIENTS = 16
/** The one instant at which all of them reach their first rung, and one before. */
const HOUR = endOf(7)
const BEFORE = endOf(6)
const GLANCE_MS = 10

const program = fileURLToPath(new URL('clock-process.ts', import.meta.url))

/** A database of its own for each firing, as it was loaded. */
async function openWorld() {
  await using undo = new AsyncDisposableStack()
  const loaded = undo.use(await loadClocks({ days: 1, clocks: CLOCKS, logged: true }))
  const { own } = loaded
  await own.database.close() // or it could not be copied
  const admin = undo.use(
    await openDatabase({ url: withName(own.url, 'postgres'), max: 1, applicationName: 'bench' }),
  )
  const intake = await startIntake()
  undo.defer(() => intake.close())
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => httpClient(intake.address)))
  undo.defer(async () => {
    for (const client of clients) client.close()
  })
  const tokens = clients.map((_, n) => `authorization: Bearer ${intake.token(`bench-${n}`)}\r\n`)
  const file = async (client: HttpClient, nth: number) => {
    await fileBy(client, tokens[nth] ?? '')
    return undefined
  }
  const offered = { rate: RATE, seconds: ALONE_SECONDS }
  await openLoop(clients, { ...offered, seconds: WARM_SECONDS }, file)

  async function onCopy<T>(work: (environment: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    const copy = `${own.name}_copy`
    await admin.query(`create database "${copy}" template "${own.name}" strategy file_copy`)
    try {
      return await work({ ...loaded.environment, SLA_CLOCK_DATABASE_URL: withName(own.url, copy) })
    } finally {
      await admin.query(`drop database "${copy}" with (force)`)
    }
  }

  const opened = undo.move()
  return {
    clocks: loaded.clocks,
    /** The p99 of intake by itself. */
    async alone(): Promise<Run> {
      const { latencies } = await openLoop(clients, offered, file)
      return { value: quantile(latencies, 0.99), operations: latencies.length }
    },
    /** The job by itself, as `fire` measures it. */
    jobAlone: () =>
      onCopy(async (environment): Promise<Run> => {
        await using clock = await openClock(environment)
        clock.reach(HOUR)
        const start = performance.now()
        const end = await tellMarks(clock.service)
        return rate(loaded.clocks, start, end)
      }),
    /** The service that is deployed tells all of them, while intake takes what comes. */
    together: () =>
      onCopy(async (environment): Promise<{ told: Run; filed: Run }> => {
        await using watched = await openDatabase({ url: environment.SLA_CLOCK_DATABASE_URL ?? '', max: 1 })
        await using clock = await startClock(environment)
        const over = new AbortController()
        const filing = openLoop(
          clients,
          { rate: RATE, seconds: Number.POSITIVE_INFINITY, stop: over.signal },
          file,
        )
        const head = await headOf(watched)
        const start = performance.now()
        clock.itIs(HOUR)
        try {
          while ((await headOf(watched)) < head + loaded.clocks) await sleep(GLANCE_MS)
        } finally {
          over.abort()
        }
        const end = performance.now()
        const { latencies } = await filing
        return {
          told: rate(loaded.clocks, start, end),
          filed: { value: quantile(latencies, 0.99), operations: latencies.length },
        }
      }),
    close: () => opened.disposeAsync(),
  }
}

const rate = (operations: number, start: number, end: number): Run => ({
  value: (operations * 1_000) / (end - start),
  operations,
})

function withName(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function headOf(database: Database): Promise<number> {
  const [row] = await database.query<{ position: number }>(
    'select position from log.heads where entity = $1',
    [ENTITY],
  )
  return row?.position ?? 0
}

async function startClock(environment: Readonly<Record<string, string>>) {
  const child = fork(program, [BEFORE], { env: { PATH: process.env.PATH, ...environment } })
  const end = ifBrokenOff(child, ended)
  const [serving] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof serving !== 'object') throw new Error(`the clock's process ended with ${serving}`)
  return { itIs: (instant: string) => child.send({ instant }), [Symbol.asyncDispose]: end }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
}

async function opened(
  how: (world: Awaited<ReturnType<typeof openWorld>>) => Pick<Opened, 'ours' | 'baseline'>,
) {
  const world = await openWorld()
  const settings = { clocks: world.clocks, 'filings a second': RATE }
  return { ...how(world), settings, close: world.close }
}

export const eightOClock: Bench = {
  name: 'eight-oclock',
  what: `facts of ${CLOCKS} clocks that reach a rung at one instant, a second, from that instant until all are committed, by the service in a process of its own with all its loops, while intake takes ${RATE} filings/s; against its job alone`,
  unit: 'facts/s',
  better: 'higher',
  gate: 0.3,
  aim: 0.6,
  limits:
    'Read models and relay follow in the same process, and intake with its own work has a part of the two processors.',
  open: () =>
    opened(({ together, jobAlone }) => ({ ours: async () => (await together()).told, baseline: jobAlone })),
}

export const eightOClockP99: Bench = {
  name: 'eight-oclock-p99',
  what: `p99 of filings, ${RATE}/s offered, each from when it was due, while ${CLOCKS} clocks reach a rung at one instant; against intake alone`,
  unit: 'ms',
  better: 'lower',
  gate: 3,
  aim: 1.5,
  limits: 'Two processors are less than what the clock, its database and intake would take at that moment.',
  open: () =>
    opened(({ together, alone }) => ({ ours: async () => (await together()).filed, baseline: alone })),
}
