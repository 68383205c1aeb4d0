import { openKafkaBus } from '@ventanilla/bus/kafka'
import { type PublicEvent, SERVICES } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import { createLogger, loop, systemClock } from '@ventanilla/runtime'
import { until } from './until.ts'

const PATIENCE_MS = 60_000

/**
 * What somebody who comes new to the brokers hears, from the first record of every topic on, each event once, until
 * it has heard all that was `told`, or has waited long enough. @returns its faults
 */
export async function missingOnTheWire(brokers: string, told: readonly PublicEvent[]): Promise<string[]> {
  const logger = createLogger({ service: 'chaos', level: 'silent' })
  const places = memoryLog()
  const heard = new Set<string>()
  const bus = openKafkaBus({
    ...{ brokers: [brokers], clientId: 'newcomer', prefix: 'ventanilla', publishers: [], logger },
    startLoop: (name, step) => loop({ name, step, pollMs: 500, logger }),
    clock: systemClock(),
  })
  try {
    await bus.subscribe({
      consumer: 'newcomer',
      from: SERVICES,
      place: places.place,
      async handle(delivery) {
        const moved = await places.write(delivery.entity, { appends: [], places: delivery.places })
        if (moved.outcome === 'refused') return 'moved'
        for (const { id } of delivery.events) heard.add(id)
        return 'done'
      },
    })
    await until(() => told.every(({ id }) => heard.has(id)), PATIENCE_MS)
  } finally {
    await bus.close()
  }
  return told.filter(({ id }) => !heard.has(id)).map(({ type, id }) => `${type} ${id} is not on the brokers`)
}
