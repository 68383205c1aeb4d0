import { createHash, randomUUID } from 'node:crypto'
import { bogotaDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { type Caller, type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import { changeOfficer } from '../commands/change-officer.ts'
import { allowEntity } from '../commands/read-open.ts'
import type { Definitions } from '../domain/definitions.ts'
import { absenceOn, type KnownOfficer } from '../domain/officers/officer.ts'
import { readLoads, readOfficers } from '../queries/officers/reader.ts'
import {
  absenceBody,
  absenceParams,
  absenceView,
  officerBody,
  officerParams,
  officersView,
  officerView,
} from './officer-shapes.ts'
import { entityQuery } from './shapes.ts'

export const supervisors = { scopes: ['cases:supervise'] } as const
const tags = ['funcionarios']

export interface OfficerDeps {
  log: EventLog
  database: Database
  clock: BusinessClock
  definitions: Definitions
}

/** Who attends cases. Staff change daily: they are facts, and not part of a definition. */
export function officerRoutes(deps: OfficerDeps): HttpRoutes {
  const { database, clock, definitions } = deps
  return async (app) => {
    app.get(
      '/v1/officers',
      {
        config: { auth: { scopes: ['cases:read', 'cases:supervise'] } },
        schema: {
          ...{
            tags,
            summary: 'Los funcionarios de una entidad, qué atienden, cuánto tienen y quién no está',
          },
          ...{ querystring: entityQuery, response: { 200: officersView } },
        },
      },
      async ({ query, caller }) => {
        const entity = entityOf(caller, query.entity)
        const [known, loads] = [await readOfficers(database, entity), await readLoads(database, entity)]
        const today = bogotaDate(clock.now())
        const items = known.map((one) => {
          const absent = absenceOn(one, today)
          return { ...viewOf(entity, one), open: loads.get(one.officer) ?? 0, ...(absent && { absent }) }
        })
        return { items }
      },
    )
    app.put(
      '/v1/officers/:officer',
      {
        config: { auth: supervisors, errors: ['area-unknown', 'level-unknown', 'skill-unknown'] },
        schema: {
          ...{ tags, summary: 'Dice de un funcionario qué atiende y con cuántos casos; todo de una vez' },
          ...{ params: officerParams, querystring: entityQuery, body: officerBody },
          response: { 200: officerView },
        },
      },
      async ({ params, query, body, caller }) => {
        const of = entityOf(caller, query.entity)
        const entity = definitions.entities.get(of)
        if (entity === undefined) throw problem('not-found', { detail: 'No hay una entidad con ese id.' })
        const asked = { entity: of, officer: params.officer, actor: caller.subject }
        const said = { officer: params.officer, ...body }
        const { state } = await changeOfficer(deps, asked, { type: 'Set', officer: said, entity })
        return viewOf(of, state)
      },
    )
    app.post(
      '/v1/officers/:officer/absences',
      {
        config: {
          ...{ auth: supervisors, rawBody: true },
          errors: ['officer-unknown', 'idempotency-key-invalid', 'idempotency-key-reused'],
        },
        schema: {
          ...{
            tags,
            summary: 'Registra que un funcionario no estará, del primer día al último, ambos incluidos',
          },
          ...{ params: officerParams, querystring: entityQuery, body: absenceBody },
          response: { 201: absenceView },
        },
      },
      async (request, reply) => {
        const { params, query, body, caller, rawBody } = request
        const entity = entityOf(caller, query.entity)
        const key = idempotencyKey(request)
        const seed = `${caller.client}:routing/absences:${key ?? randomUUID()}`
        const digest = createHash('sha256')
          .update(`${entity}/${params.officer}`)
          .update(rawBody)
          .digest('hex')
        const asked = { entity, officer: params.officer, actor: caller.subject }
        const absence = { id: deriveId('absence', seed), ...body }
        const { state, replayed } = await changeOfficer(
          deps,
          { ...asked, ...(key !== undefined && { claim: { key: seed, digest } }) },
          { type: 'Absent', absence },
        )
        if (replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(201).send({ absence: absence.id, officer: viewOf(entity, state) })
      },
    )
    app.delete(
      '/v1/officers/:officer/absences/:absence',
      {
        config: { auth: supervisors, errors: ['officer-unknown', 'absence-unknown'] },
        schema: {
          ...{ tags, summary: 'Retira una ausencia que no será, o que se registró por error' },
          ...{ params: absenceParams, querystring: entityQuery, response: { 200: officerView } },
        },
      },
      async ({ params, query, caller }) => {
        const entity = entityOf(caller, query.entity)
        const asked = { entity, officer: params.officer, actor: caller.subject }
        const withdraw = { type: 'Withdraw' as const, absence: params.absence }
        return viewOf(entity, (await changeOfficer(deps, asked, withdraw)).state)
      },
    )
  }
}

/** @throws ProblemError `validation-failed` when neither token nor query says which entity */
export function entityOf(caller: Caller, asked: string | undefined): string {
  const entity = asked ?? caller.entity
  if (entity === undefined)
    throw problem('validation-failed', { field: 'query.entity', detail: 'Diga de qué entidad.' })
  allowEntity(caller, entity)
  return entity
}

function viewOf(entity: string, { status: _, ...officer }: KnownOfficer) {
  return { entity, ...officer }
}
