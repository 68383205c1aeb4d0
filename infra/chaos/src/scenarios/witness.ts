import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTopics, openKafkaBus } from '@ventanilla/bus/kafka'
import { ensureDatabase, openStore } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { startKafka } from '@ventanilla/local-servers'
import { createLogger, loop, systemClock } from '@ventanilla/runtime'
import { ifBrokenOff } from '@ventanilla/testing'
import { startProgram } from '../processes.ts'
import type { Context, Outcome, Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const CASES = 40
const AT = '2026-03-24T15:00:00.000Z'
const WAIT_MS = 60_000

interface Trial {
  /** What the witness does with the place. */
  witness: 'honest' | 'place-first'
  /** The relay sends the events of a case wherever it likes. */
  keyless?: true
  kills: number
}

/** Three ways to run one consumer that is killed while it consumes: as it must be done, and two ways that lose. */
export const witnesses: readonly Scenario[] = [
  {
    name: 'witness',
    what: 'a consumer that is killed in the middle of its batches sees every event once, in the order of its case',
    run: (context) => trial(context, { witness: 'honest', kills: context.short ? 4 : 12 }),
  },
  {
    name: 'control-place-first',
    what: 'a consumer that moves its place before its effect is there: effects must be missing',
    control: true,
    run: (context) => trial(context, { witness: 'place-first', kills: context.short ? 4 : 12 }),
  },
  {
    name: 'control-keyless',
    what: 'a relay that sends without the key of the case: the order of a case must break',
    control: true,
    run: (context) => trial(context, { witness: 'honest', keyless: true, kills: 0 }),
  },
]

async function trial(context: Context, { witness, keyless, kills }: Trial): Promise<Outcome> {
  const { dataDir, random } = context
  await using undo = new AsyncDisposableStack()
  const startingPostgres = startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
  undo.defer(ifBrokenOff(startingPostgres, (server) => server.stop()))
  const postgres = await startingPostgres
  const startingKafka = startKafka({ dataDir: join(dataDir, 'kafka'), heapMb: 320 })
  undo.defer(ifBrokenOff(startingKafka, (server) => server.kill()))
  const kafka = await startingKafka
  const logger = createLogger({ service: 'chaos', level: 'silent' })
  const topics = { brokers: [kafka.brokers], clientId: 'chaos', prefix: 'chaos', logger }
  await createTopics({ ...topics, services: ['intake'] })
  const published = undo.use(await openLog(postgres.url('postgres'), 'published'))
  const seen = undo.use(await openLog(postgres.url('postgres'), 'witness'))
  const bus = openKafkaBus({
    ...topics,
    publishers: [publisherOf(published.log)],
    startLoop: (name, step) => loop({ name, step, pollMs: 500, logger }),
    clock: systemClock(),
    batch: 20,
    ...(keyless && { partitionOf: (_key, partitions) => Math.floor(random() * partitions) }),
  })
  undo.defer(() => bus.close())
  const consumer = await startProgram({
    program: new URL('../witness.ts', import.meta.url).pathname,
    environment: {
      WITNESS_DATABASE_URL: seen.url,
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_PREFIX: 'chaos',
      WITNESS: witness,
    },
    folder: dataDir,
    name: 'witness',
  })
  undo.defer(ifBrokenOff(consumer, () => consumer.stop()))

  let written = 0
  for (let n = 0; n < Math.max(kills, 1); n++) {
    // Killed while it is known to be consuming: its group takes a killed member for dead only after a while.
    const before = await seen.log.head('icetex')
    const feeding = new AbortController()
    const feed = feedUntil(published.log, feeding.signal, () => written++)
    await until(async () => (await seen.log.head('icetex')) > before, WAIT_MS)
    await sleep(50 + 400 * random())
    if (kills > 0) consumer.kill()
    feeding.abort()
    await feed
  }
  await until(
    async () => (await seen.log.head('icetex')) >= written,
    witness === 'honest' ? WAIT_MS : WAIT_MS / 3,
  )
  return {
    faults: await faultsOf(seen.log, written),
    figures: { published: written, seen: await seen.log.head('icetex'), kills },
  }
}

const openLog = async (admin: string, name: string) => {
  const url = await ensureDatabase(admin, name)
  const migrations = [{ service: 'event-log', dir: eventLogMigrations }]
  const database = await openStore({ url, applicationName: `chaos-${name}`, migrations })
  const log = openPostgresLog(database)
  return {
    ...{ url, log },
    async [Symbol.asyncDispose]() {
      await log.close()
      await database.close()
    },
  }
}

function publisherOf(log: EventLog) {
  const always = new AbortController().signal
  return {
    name: 'intake' as const,
    log,
    publications: ({ data }: { data: Record<string, unknown> }) =>
      ({ type: 'ventanilla.intake.FilingNumbered.v1', subject: String(data.caseId), data }) as never,
    watermark: () => AT,
    turn: () => always,
  }
}

/** Events without end, a few at a time, so that the consumer is always in the middle of something. */
async function feedUntil(log: EventLog, signal: AbortSignal, next: () => number): Promise<void> {
  while (!signal.aborted) {
    await Promise.all(Array.from({ length: 10 }, () => writeOne(log, next())))
    await sleep(5)
  }
}

async function writeOne(log: EventLog, n: number): Promise<void> {
  const caseId = deriveId('witness case', n % CASES)
  const data = { caseId, radicado: `R-${n}`, number: n + 1, series: 's', numberedAt: AT }
  const events = [{ id: deriveId('witness', n), type: 'FilingNumbered', data, at: AT }]
  const written = await log.write('icetex', {
    appends: [{ stream: `filing/${caseId}`, expected: 'any', events, actor: 'chaos' }],
  })
  if (written.outcome !== 'written') throw new Error(`not written: ${JSON.stringify(written)}`)
}

async function faultsOf(log: EventLog, written: number): Promise<string[]> {
  const faults: string[] = []
  const last = new Map<string, number>()
  const seen = new Set<number>()
  const head = await log.head('icetex')
  for (let after = 0; after < head; after += 1_000)
    for (const { data } of await log.read('icetex', after, 1_000)) {
      const [subject, sequence] = [String(data.subject), Number(data.sequence)]
      if (seen.has(sequence)) faults.push(`${sequence} was seen twice`)
      if ((last.get(subject) ?? 0) > sequence)
        faults.push(`${subject}: ${sequence} came after ${last.get(subject)}`)
      seen.add(sequence)
      last.set(subject, Math.max(sequence, last.get(subject) ?? 0))
    }
  if (seen.size < written) faults.push(...missing(seen, written))
  return faults
}

const missing = (seen: ReadonlySet<number>, written: number): string[] =>
  Array.from({ length: written }, (_, index) => index + 1)
    .filter((sequence) => !seen.has(sequence))
    .map((sequence) => `${sequence} was never seen`)
