import { createReactor, type Subscription } from '@ventanilla/bus'
import { is } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
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

/** What comes in becomes a case. */
export function onFilingReceived({ log, definitions, logger }: ReactionDeps): Omit<Subscription, 'place'> {
  const { entities, calendarOf } = definitions
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
    },
  })
  return {
    consumer: 'routing',
    from: ['intake'],
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
