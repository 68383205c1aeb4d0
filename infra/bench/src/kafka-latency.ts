import { randomUUID } from 'node:crypto'
import { createHandler, type Delivery } from '@ventanilla/bus'
import { deriveId } from '@ventanilla/event-log'
import { createProjector, projection, type Row } from '@ventanilla/projections'
import kafkajs from 'kafkajs'
import type { Bench, Run } from './bench.ts'
import { ENTITY, type KafkaLoad, kafkajsVersion, logOf, numbered, openKafkaLoad } from './kafka-load.ts'
import { quantile } from './load.ts'

const TIMES = 100
const WARM = 10
const GIVE_UP_MS = 10_000

interface Seen {
  type: string
  entity: string
  data: { of: string; radicado: string }
}

const seen = projection<Seen, Row>({
  name: 'seen',
  version: 1,
  columns: { of: 'uuid', radicado: 'text' },
  key: 'of',
  keyOf: ({ data }) => data.of,
  on: { Seen: (_, { data }) => data },
})

/** One after the other, so that nothing waits for anything but its own way. */
async function median(once: (n: number) => Promise<number>): Promise<Run> {
  const taken: number[] = []
  for (let n = 0; n < WARM + TIMES; n++) {
    const ms = await once(n)
    if (n >= WARM) taken.push(ms)
  }
  return { value: quantile(taken, 0.5), operations: TIMES }
}

/** Each case is told once, in whichever round. */
let last = 0

async function ours(load: KafkaLoad): Promise<Run> {
  const { database, published, listen, startLoop } = load
  const consumer = `c${randomUUID()}`
  const log = logOf(database)
  const projector = createProjector({ database, log, projection: seen })
  await projector.behind()
  const folding = startLoop('seen', () => projector.step())
  const silence = log.onWrite(() => folding.nudge())
  let arrived = Promise.withResolvers<number>()
  let awaited = ''
  const handle = createHandler({
    ...{ consumer, log },
    decide: async (_, events) =>
      events.map(({ id, subject, at, data }) => ({
        ...{ stream: `seen/${consumer}/${subject}`, expected: 0, actor: consumer },
        events: [
          {
            ...{ id: deriveId(id, consumer), type: 'Seen', at, cause: id },
            data: { of: subject, radicado: (data as { radicado: string }).radicado },
          },
        ],
      })),
  })
  const bus = listen()
  await bus.subscribe({
    ...{ consumer, from: ['intake'], place: log.place },
    async handle(delivery: Delivery) {
      const handled = await handle(delivery)
      if (delivery.events.some(({ subject }) => subject === awaited))
        arrived.resolve(await log.head(delivery.entity))
      return handled
    },
  })
  try {
    return await median(async () => {
      last += 1
      const { stream, events } = numbered(last)
      arrived = Promise.withResolvers<number>()
      awaited = String(events[0].data.caseId)
      await published.write(ENTITY, { appends: [{ stream, events, expected: 0, actor: 'bench' }] })
      const from = performance.now()
      const position = await arrived.promise
      if ((await projector.until(ENTITY, position, GIVE_UP_MS)) === undefined)
        throw new Error('it is not folded')
      return performance.now() - from
    })
  } finally {
    await bus.close()
    silence()
    await folding.stop()
  }
}

async function baseline({ database, topic, brokers }: KafkaLoad): Promise<Run> {
  const client = new kafkajs.Kafka({
    clientId: 'bare',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  })
  const producer = client.producer({ maxInFlightRequests: 1 })
  const consumer = client.consumer({ groupId: `c${randomUUID()}`, maxWaitTimeInMs: 100 })
  let arrived = Promise.withResolvers<void>()
  let awaited = ''
  try {
    await producer.connect()
    await consumer.connect()
    await consumer.subscribe({ topic: `${topic}.bare`, fromBeginning: false })
    const joined = new Promise((resolve) => consumer.on(consumer.events.FETCH, resolve))
    await consumer.run({
      autoCommit: false,
      async eachMessage({ message }) {
        const { of, radicado } = JSON.parse(String(message.value))
        await database.query(
          'insert into plain_seen values ($1, $2) on conflict (of) do update set radicado = excluded.radicado',
          [of, radicado],
        )
        if (of === awaited) arrived.resolve()
      },
    })
    await joined
    return await median(async () => {
      last += 1
      const { events } = numbered(last)
      const { caseId, radicado } = events[0].data
      arrived = Promise.withResolvers<void>()
      awaited = String(caseId)
      const from = performance.now()
      const value = JSON.stringify({ of: caseId, radicado, filling: 'x'.repeat(500) })
      await producer.send({ topic: `${topic}.bare`, acks: -1, messages: [{ key: awaited, value }] })
      await arrived.promise
      return performance.now() - from
    })
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()])
  }
}

export const kafkaLatency: Bench = {
  name: 'kafka-latency',
  what: 'p50 from a committed fact to the read model of a consumer (relay, broker, effect with its place, fold), one at a time; against raw kafkajs produce, consume and commit of one row',
  unit: 'ms',
  better: 'lower',
  gate: 3,
  aim: 1.2,
  limits:
    'Three commits one after the other (effect with place, read model, and the fact before them) where the baseline has one, and the reads between them.',
  async open() {
    const load = await openKafkaLoad()
    await load.database.query('create table plain_seen (of uuid primary key, radicado text)')
    await load.createTopic('intake.bare')
    return {
      ours: () => ours(load),
      baseline: () => baseline(load),
      settings: { kafkajs: kafkajsVersion, times: TIMES },
      servers: load.servers,
      close: load.close,
    }
  },
}
