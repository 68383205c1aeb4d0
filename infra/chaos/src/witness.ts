import { setTimeout as sleep } from 'node:timers/promises'
import type { Delivery, Handled } from '@ventanilla/bus'
import { openKafkaBus } from '@ventanilla/bus/kafka'
import { openStore } from '@ventanilla/database'
import {
  type Append,
  deriveId,
  type EventLog,
  eventLogMigrations,
  openPostgresLog,
} from '@ventanilla/event-log'
import { createLogger, loop, postgresUrl, readConfig, systemClock } from '@ventanilla/runtime'
import { z } from 'zod'

/** Writes down each event that it hears, once; or, as a control, moves its place before the effect is there. */
const config = readConfig(
  z.object({
    WITNESS_DATABASE_URL: postgresUrl,
    KAFKA_BROKERS: z.string(),
    KAFKA_PREFIX: z.string(),
    WITNESS: z.enum(['honest', 'place-first']),
  }),
  process.env,
)
const HURRY_MS = 30

const logger = createLogger({ service: 'witness', level: 'warn' })
const database = await openStore({
  url: config.WITNESS_DATABASE_URL,
  applicationName: 'witness',
  migrations: [{ service: 'event-log', dir: eventLogMigrations }],
})
const log = openPostgresLog(database)
const bus = openKafkaBus({
  brokers: [config.KAFKA_BROKERS],
  clientId: 'witness',
  prefix: config.KAFKA_PREFIX,
  publishers: [],
  startLoop: (name, step) => loop({ name, step, pollMs: 500, logger }),
  clock: systemClock(),
  batch: 20,
  logger,
})
await bus.subscribe({
  consumer: 'witness',
  from: ['intake'],
  place: log.place,
  handle:
    config.WITNESS === 'honest'
      ? (delivery) => honest(log, delivery)
      : (delivery) => placeFirst(log, delivery),
})

async function honest(own: EventLog, delivery: Delivery): Promise<Handled> {
  return outcome(await own.write(delivery.entity, { appends: effects(delivery), places: delivery.places }))
}

async function placeFirst(own: EventLog, delivery: Delivery): Promise<Handled> {
  const moved = outcome(await own.write(delivery.entity, { appends: [], places: delivery.places }))
  if (moved === 'moved') return moved
  await sleep(HURRY_MS)
  const appends = effects(delivery)
  return appends.length === 0 ? 'done' : outcome(await own.write(delivery.entity, { appends }))
}

function outcome(written: Awaited<ReturnType<EventLog['write']>>): Handled {
  if (written.outcome !== 'refused') return 'done'
  if (written.code === 'place-moved') return 'moved'
  throw new Error(`${written.code} at ${written.stream}`)
}

function effects({ events }: Delivery): Append[] {
  return [...Map.groupBy(events, ({ subject }) => subject)].map(([subject, mine]) => ({
    stream: `seen/${subject}`,
    expected: 'any',
    actor: 'witness',
    events: mine.map(({ id, sequence, at }) => ({
      id: deriveId(id, 'witness'),
      type: 'Seen',
      data: { subject, sequence },
      at,
    })),
  }))
}
