import { bogotaDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { HttpRoutes } from '@ventanilla/http-kit'
import { problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import { readOpen } from '../commands/read-open.ts'
import { stateOf } from '../commands/stream.ts'
import { defined } from '../domain/defined.ts'
import { type Definitions, rulesOf } from '../domain/definitions.ts'
import { whyOf } from '../domain/distribution/why.ts'
import type { CaseAssigned } from '../domain/events.ts'
import { candidatesFor, readStaff } from '../queries/candidates/reader.ts'
import { assignmentView, candidatesView } from './assignment-shapes.ts'
import { caseParams } from './shapes.ts'
import { priorityView } from './view.ts'

const auth = { scopes: ['cases:read', 'cases:work', 'cases:supervise'] } as const
const tags = ['casos']
const errors = ['not-found', 'case-not-open']

export interface AssignmentDeps {
  log: EventLog
  database: Database
  clock: BusinessClock
  definitions: Definitions
}

/** Why a case is whose it is, and whose it could be. */
export function assignmentRoutes({ log, database, clock, definitions }: AssignmentDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/cases/:caseId/assignment',
      {
        config: { auth, errors },
        schema: {
          ...{ tags, summary: '¿Por qué yo? Quién tiene el caso, desde cuándo, y en qué se basó dárselo' },
          ...{ params: caseParams, response: { 200: assignmentView } },
        },
      },
      async ({ params, caller }) => {
        const { entity, stream } = await readOpen(log, { caseId: params.caseId.toLowerCase(), caller })
        const last = stream.events.findLast(({ type }) => type === 'CaseAssigned')
        if (last === undefined) throw problem('not-found', { detail: 'Nadie ha asignado este caso.' })
        const { at, actor: by } = last
        const data = last.data as unknown as CaseAssigned['data']
        const { noteRef: _, ...assigned } = data
        const before = stateOf(stream.events.filter(({ version }) => version < last.version))
        const priority =
          before.status === 'open' && before.priority?.is === 'granted'
            ? priorityView(rulesOf(definitions, entity, before).procedure, before.priority)
            : undefined
        return { ...assigned, at, by, why: whyOf(data, at, by, priority), ...defined({ priority }) }
      },
    )
    app.get(
      '/v1/cases/:caseId/candidates',
      {
        config: { auth, errors },
        schema: {
          ...{
            tags,
            summary: 'Quién podría atender el caso ahora, con sus puntajes, y por qué no los demás',
          },
          ...{ params: caseParams, response: { 200: candidatesView } },
        },
      },
      async ({ params, caller }) => {
        const { entity, state } = await readOpen(log, { caseId: params.caseId.toLowerCase(), caller })
        const { caseId, area, level, officer } = state
        const { procedure } = rulesOf(definitions, entity, state)
        const staff = await readStaff(database, entity, bogotaDate(clock.now()))
        const { candidates, weights } = candidatesFor(staff, state, procedure)
        return { caseId, ...defined({ area, level, officer }), weights, items: candidates }
      },
    )
  }
}
