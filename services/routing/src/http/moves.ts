import { bogotaDate } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { HttpRoutes } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import { personOf } from '../commands/person.ts'
import { readOpen } from '../commands/read-open.ts'
import { type Definitions, rulesOf } from '../domain/definitions.ts'
import { movesNow, waitsOf } from '../domain/move/moves-now.ts'
import { caseParams, movesView } from './shapes.ts'

export interface MovesDeps {
  log: EventLog
  clock: BusinessClock
  definitions: Definitions
}

/** What can be done now. It asks what the decider asks, so the two can't disagree. */
export function moveRoutes({ log, clock, definitions }: MovesDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/cases/:caseId/moves',
      {
        config: { auth: { scopes: ['cases:read'] }, errors: ['not-found', 'case-not-open'] },
        schema: {
          summary: 'Qué puede hacer ahora con un caso quien pregunta, y qué le falta a cada movimiento',
          tags: ['casos'],
          ...{ params: caseParams, response: { 200: movesView } },
        },
      },
      async ({ params, caller }, reply) => {
        const caseId = params.caseId.toLowerCase()
        const { entity: id, version, state } = await readOpen(log, { caseId, caller })
        const { entity, procedure } = rulesOf(definitions, id, state)
        const calendar = definitions.calendarOf(id)
        const today = bogotaDate(clock.now())
        const asker = { procedure, entity, calendar, today, by: personOf(caller) }
        reply.header('etag', `"${version}"`)
        return {
          ...{ caseId, version, state: state.state },
          moves: movesNow(asker, state),
          waits: waitsOf(procedure, state, calendar),
        }
      },
    )
  }
}
