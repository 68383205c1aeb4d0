import { createReactor, type Subscription } from '@ventanilla/bus'
import { clockIdOf, is } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { type Entity, ownClock } from '@ventanilla/procedures'
import type { Logger } from '@ventanilla/runtime'
import { streamOf } from '../commands/stream.ts'
import { caseDecider } from '../domain/case-decider.ts'
import type { Definitions } from '../domain/definitions.ts'
import { openable } from '../domain/open/openable.ts'

const RECEIVED = 'ventanilla.intake.FilingReceived.v1'

export interface ReactionDeps {
  log: EventLog
  definitions: Definitions
  logger: Logger
}

/** What comes in becomes a case, and goes where its procedure sends it from a mark of its clocks. */
export function onFacts({ log, definitions, logger }: ReactionDeps): Omit<Subscription, 'place'> {
  const { entities, calendarOf } = definitions
  function escalate(id: string, { caseId, clockId }: Marked, rung: string | undefined, at: string) {
    const entity = entities.get(id)
    const clock = entity && clocksOf(entity).find((name) => clockIdOf(caseId, name) === clockId)
    if (entity === undefined || clock === undefined) return []
    const about = { clock, rung, at, entity, calendar: calendarOf(id) }
    return [{ stream: streamOf(caseId), command: { type: 'Escalate' as const, ...about } }]
  }
  const react = createReactor({
    consumer: 'routing',
    log,
    decider: caseDecider,
    on: {
      [RECEIVED]: ({ entity, data }) => [
        {
          stream: streamOf(data.caseId),
          command: {
            type: 'Open' as const,
            filing: data,
            entity: entities.get(entity),
            calendar: calendarOf(entity),
          },
        },
      ],
      'ventanilla.sla-clock.ClockWarned.v1': ({ entity, at, data }) => escalate(entity, data, data.rung, at),
      'ventanilla.sla-clock.ClockBreached.v1': ({ entity, at, data }) =>
        escalate(entity, data, undefined, at),
    },
  })
  return {
    consumer: 'routing',
    from: escalates(definitions) ? ['intake', 'sla-clock'] : ['intake'],
    async handle(delivery) {
      const handled = await react(delivery)
      if (handled === 'moved') return handled
      for (const event of delivery.events) {
        if (!is(event, RECEIVED)) continue
        const found = openable(event.data, entities.get(event.entity), calendarOf(event.entity))
        if ('reason' in found)
          logger.warn(
            { caseId: event.data.caseId, entity: event.entity, reason: found.reason },
            'case not opened',
          )
      }
      return handled
    },
  }
}

interface Marked {
  caseId: string
  clockId: string
}

/** The names of all clocks that may run on a case of the entity. */
function clocksOf({ versions }: Entity): string[] {
  return [...new Set(versions.flatMap((one) => [ownClock(one), ...one.clocks.map(({ id }) => id)]))]
}

/** Nobody is listened to for what no procedure does with it. */
function escalates({ entities }: Definitions): boolean {
  const versions = [...entities.values()].flatMap((entity) => entity.versions)
  return versions.some(({ ladder, clocks }) =>
    [ladder, ...clocks.map((clock) => clock.ladder)].flat().some((rung) => rung.escalates !== undefined),
  )
}
