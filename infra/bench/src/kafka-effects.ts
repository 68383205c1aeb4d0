import { randomUUID } from 'node:crypto'
import { createHandler, type Delivery } from '@ventanilla/bus'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Database } from '@ventanilla/database'
import { deriveId } from '@ventanilla/event-log'
import kafkajs from 'kafkajs'
import type { Bench, Run } from './bench.ts'
import {
  ENTITY,
  type KafkaLoad,
  kafkajsVersion,
  logOf,
  numbered,
  openKafkaLoad,
  plainTables,
} from './kafka-load.ts'

const EVENTS = 10_000

interface Effect {
  id: string
  stream: string
  data: { of: string; radicado: string }
  at: string
}

/** What either side writes for an event that it hears. */
function effectOf(
  consumer: string,
  { id, subject, at, data }: Pick<PublicEvent, 'id' | 'subject' | 'at' | 'data'>,
): Effect {
  const { radicado = '' } = data as { radicado?: string }
  const stream = `seen/${consumer}/${subject}`
  return { id: deriveId(id, consumer), stream, data: { of: subject, radicado }, at }
}

/** Tells when so many effects are committed, and how long they took from the first delivery on. */
function stopwatch(consumer: string) {
  const { promise, resolve } = Promise.withResolvers<Run>()
  let start: number | undefined
  let done = 0
  return {
    consumer,
    over: promise,
    begin: () => {
      start ??= performance.now()
    },
    committed(count: number) {
      done += count
      if (done >= EVENTS && start !== undefined)
        resolve({ value: (done * 1_000) / (performance.now() - start), operations: done })
    },
  }
}

async function ours({ database, listen }: KafkaLoad): Promise<Run> {
  const watch = stopwatch(`c${randomUUID()}`)
  const log = logOf(database)
  const { consumer } = watch
  const handle = createHandler({
    ...{ consumer, log },
    decide: async (_, events) =>
      events.map((event) => {
        const { id, stream, data, at } = effectOf(consumer, event)
        return {
          stream,
          expected: 0,
          events: [{ id, type: 'Seen', data, at, cause: event.id }],
          actor: consumer,
        }
      }),
  })
  const bus = listen()
  try {
    await bus.subscribe({
      ...{ consumer, from: ['intake'], place: log.place },
      async handle(delivery: Delivery) {
        watch.begin()
        const handled = await handle(delivery)
        if (handled === 'done') watch.committed(delivery.events.length)
        return handled
      },
    })
    return await watch.over
  } finally {
    await bus.close()
  }
}

const INSERT = `
  with given as (select * from jsonb_to_recordset($1) as x(id uuid, stream text, data jsonb, at timestamptz, cause text)),
  streams as (insert into plain.streams (stream, entity, version) select stream, '${ENTITY}', 1 from given)
  insert into plain.events (entity, position, stream, version, id, type, data, actor, cause, at, recorded_at)
  select '${ENTITY}', nextval('plain.position'), stream, 1, id, 'Seen', data, $2, cause, at, now() from given`

const OFFSET = `insert into plain.offsets values ($1, $2, $3)
  on conflict (topic, partition) do update set next = excluded.next`

async function baseline({ database, topic, brokers }: KafkaLoad): Promise<Run> {
  const watch = stopwatch(`c${randomUUID()}`)
  const client = new kafkajs.Kafka({
    clientId: 'bare',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  })
  const consumer = client.consumer({ groupId: watch.consumer, maxWaitTimeInMs: 100 })
  try {
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 8,
      async eachBatch({ batch }) {
        watch.begin()
        const place = { topic, partition: batch.partition, next: Number(batch.lastOffset()) + 1 }
        await writeBatch(database, watch.consumer, place, batch.messages)
        watch.committed(batch.messages.length)
      },
    })
    return await watch.over
  } finally {
    await consumer.disconnect()
  }
}

async function writeBatch(
  database: Database,
  consumer: string,
  place: { topic: string; partition: number; next: number },
  messages: readonly { value: Buffer | null }[],
): Promise<void> {
  const rows = messages.map(({ value }) => {
    const { id, subject, time, data } = JSON.parse(String(value))
    return { ...effectOf(consumer, { id, subject, at: time, data }), cause: id }
  })
  await database.transaction(async (tx) => {
    await tx.query(INSERT, [JSON.stringify(rows), consumer])
    await tx.query(OFFSET, [place.topic, place.partition, place.next])
  })
}

export const kafkaEffects: Bench = {
  name: 'kafka-effects',
  what: `effects/s of a consumer that reads ${EVENTS} events, each effect a fact of its own committed with the place; against a bare kafkajs eachBatch that inserts the same rows by one statement, with the offset in the transaction`,
  unit: 'effects/s',
  better: 'higher',
  gate: 0.5,
  aim: 0.9,
  limits:
    'Every event is checked against its contract, and the log decides on every stream before it writes.',
  async open() {
    const load = await openKafkaLoad()
    await plainTables(load.database)
    for (let n = 0; n < EVENTS; n += 500)
      await load.published.write(ENTITY, {
        appends: Array.from({ length: 500 }, (_, i) => ({
          ...numbered(n + i + 1),
          expected: 0,
          actor: 'bench',
        })),
      })
    while ((await load.unpublished()) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    return {
      ours: () => ours(load),
      baseline: () => baseline(load),
      settings: { kafkajs: kafkajsVersion, partitions: 6, events: EVENTS },
      servers: load.servers,
      close: load.close,
    }
  },
}
