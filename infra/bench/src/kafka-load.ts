import { createRequire } from 'node:module'
import type { Publications, StartLoop } from '@ventanilla/bus'
import { createTopics, openKafkaBus } from '@ventanilla/bus/kafka'
import type { Database } from '@ventanilla/database'
import {
  deriveId,
  type EventLog,
  eventLogMigrations,
  type NewEvent,
  openPostgresLog,
} from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'
import { createLogger, loop, systemClock } from '@ventanilla/runtime'
import { freshDatabase, freshTopics, ownKafka } from '@ventanilla/testing'

export const ENTITY = 'bench'

export const kafkajsVersion: string = createRequire(import.meta.url)('kafkajs/package.json').version
const AT = '2026-03-24T15:00:00.000Z'

const migrations = [
  { service: 'log', dir: eventLogMigrations },
  { service: 'projections', dir: projectionsMigrations },
]

const publications: Publications = ({ data }) => ({
  type: 'ventanilla.intake.FilingNumbered.v1',
  subject: String(data.caseId),
  data: data as never,
})

/** A fact that a publisher tells: about 600 bytes on the wire, one of each case. */
export function numbered(n: number): { stream: string; events: [NewEvent] } {
  const caseId = deriveId('bench case', n)
  const data = { caseId, radicado: `BEN-2026-${n}`, number: n, series: 'bench/2026', numberedAt: AT }
  return {
    stream: `filing/${caseId}`,
    events: [{ id: deriveId(caseId, 0), type: 'FilingNumbered', data, at: AT }],
  }
}

/** A publisher and a consumer with a database each, and topics that are gone with them. */
export async function openKafkaLoad() {
  await using undo = new AsyncDisposableStack()
  const kafka = undo.use(await ownKafka({ heapMb: 512 }))
  const topics = await freshTopics('bench', kafka.server.brokers)
  const theirs = undo.use(await freshDatabase({ prefix: 'bench_publisher', migrations }))
  const mine = undo.use(await freshDatabase({ prefix: 'bench_consumer', migrations }))
  const logger = createLogger({ level: 'silent' })
  const address = { brokers: [topics.brokers], clientId: 'bench', prefix: topics.namespace, logger }
  await createTopics({ ...address, services: ['intake'] })
  const published = openPostgresLog(theirs.database)
  const startLoop: StartLoop = (name, step) => loop({ name, step, pollMs: 500, logger })
  const clock = systemClock()
  const turn = new AbortController().signal
  const publisher = {
    ...{ name: 'intake' as const, log: published, publications },
    watermark: () => AT,
    turn: () => turn,
  }
  const relay = openKafkaBus({ ...address, publishers: [publisher], startLoop, clock })
  undo.defer(() => relay.close())
  const opened = undo.move()
  return {
    servers: [kafka.server.pid],
    ...{
      published,
      database: mine.database,
      topic: topics.name('intake'),
      brokers: topics.brokers,
      startLoop,
    },
    createTopic: (name: string) => topics.create([name], { partitions: 6 }),
    unpublished: () => relay.unpublished(),
    /** A bus that only listens, as another process has it. */
    listen: () => openKafkaBus({ ...address, publishers: [], startLoop, clock }),
    close: () => opened.disposeAsync(),
  }
}

export type KafkaLoad = Awaited<ReturnType<typeof openKafkaLoad>>

/** Tables as the log's own, beside it, for who writes the same rows by hand. */
export async function plainTables(database: Database): Promise<void> {
  await database.query('create schema plain')
  for (const table of ['streams', 'events'])
    await database.query(`create table plain.${table} (like log.${table} including all)`)
  await database.query('create sequence plain.position')
  await database.query(
    'create table plain.offsets (topic text, partition integer, next bigint, primary key (topic, partition))',
  )
}

export const logOf = (database: Database): EventLog => openPostgresLog(database)
