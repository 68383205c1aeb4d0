import { createHash, randomUUID } from 'node:crypto'
import { bogotaDate } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import { type ActionDeps, actionOf, actionStream, changeAction, wordsFor } from '../commands/change-action.ts'
import { personOf } from '../commands/person.ts'
import { allowEntity } from '../commands/read-open.ts'
import { streamOf } from '../commands/stream.ts'
import { defined } from '../domain/defined.ts'
import type { Definitions } from '../domain/definitions.ts'
import type { KnownAction } from '../domain/improvement/action.ts'
import type { Cause } from '../domain/improvement/events.ts'
import { readActions } from '../queries/improvement/reader.ts'
import { readSummary } from '../queries/improvement/summary.ts'
import {
  actionParams,
  actionsQuery,
  actionsView,
  actionView,
  openBody,
  summaryQuery,
  summaryView,
  wholeActionView,
} from './improvement-shapes.ts'
import { entityOf, supervisors } from './officers.ts'
import { entityQuery } from './shapes.ts'

const tags = ['mejora']
const readers = { scopes: ['cases:read', 'cases:supervise'] } as const

export interface ImprovementDeps extends ActionDeps {
  database: Database
  definitions: Definitions
}

/** Corrective, preventive and improvement actions, with the facts that led to them. */
export function improvementRoutes(deps: ImprovementDeps): HttpRoutes {
  const { database, definitions, log, vault, clock } = deps
  return async (app) => {
    app.post(
      '/v1/improvement-actions',
      {
        config: {
          ...{ auth: supervisors, rawBody: true },
          errors: [
            ...['area-unknown', 'action-procedure-unknown', 'action-cause-unknown', 'action-due-past'],
            ...['idempotency-key-invalid', 'idempotency-key-reused'],
          ],
        },
        schema: {
          ...{ tags, summary: 'Abre una acción correctiva, preventiva o de mejora, con lo que la causó' },
          ...{ querystring: entityQuery, body: openBody, response: { 201: actionView } },
        },
      },
      async (request, reply) => {
        const { query, body, caller, rawBody } = request
        const entity = entityOf(caller, query.entity)
        const { what, analysis, ...opened } = body
        areaOf(definitions, entity, opened.area, opened.procedure)
        await causesKnown(log, entity, opened.causes)
        const key = idempotencyKey(request)
        const seed = `${caller.client}:routing/improvement-actions:${key ?? randomUUID()}`
        const digest = createHash('sha256').update(entity).update(rawBody).digest('hex')
        const action = deriveId('improvement-action', seed)
        const asked = { action, entity, actor: caller.subject, seed }
        const text = wordsFor(asked, 'case-text', { what, analysis })
        const said = { action, on: bogotaDate(clock.now()), ...defined({ by: personOf(caller) }) }
        const { state, version, replayed } = await changeAction(
          deps,
          { ...asked, ...(key !== undefined && { claim: { key: seed, digest } }) },
          { type: 'Open', opened: { ...said, ...opened, textRef: text.ref } },
          [text],
        )
        reply.header('etag', `"${version}"`)
        if (replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(201).send(viewOfAction(entity, state))
      },
    )
    app.get(
      '/v1/improvement-actions',
      {
        config: { auth: readers },
        schema: {
          ...{ tags, summary: 'Las acciones de mejora, primero las que vencen antes' },
          ...{ querystring: actionsQuery, response: { 200: actionsView } },
        },
      },
      async ({ query, caller }) => {
        const { cursor, ...wanted } = query
        const entity = entityOf(caller, wanted.entity)
        const [due = '', id = ''] = cursor?.split('~') ?? []
        const after = cursor === undefined ? undefined : { due, id }
        const rows = await readActions(database, { ...wanted, entity, after })
        const page = rows.slice(0, wanted.limit)
        const last = rows.length > page.length ? page.at(-1) : undefined
        const items = page.map((row) => viewOfAction(entity, row.state))
        return { items, ...(last && { next: `${last.due}~${last.id}` }) }
      },
    )
    app.get(
      '/v1/improvement-actions/summary',
      {
        config: { auth: readers },
        schema: {
          ...{ tags, summary: 'Cuántas acciones de mejora hay, por área, causa y estado' },
          ...{ querystring: summaryQuery, response: { 200: summaryView } },
        },
      },
      async ({ query: { overdueOn: today = bogotaDate(clock.now()), ...query }, caller }) => {
        const entity = entityOf(caller, query.entity)
        return readSummary(database, { entity, procedure: query.procedure, today })
      },
    )
    app.get(
      '/v1/improvement-actions/:action',
      {
        config: { auth: supervisors, errors: ['action-unknown'] },
        schema: {
          ...{ tags, summary: 'Una acción de mejora, con toda su historia y lo que se escribió' },
          ...{ params: actionParams, response: { 200: wholeActionView } },
        },
      },
      async ({ params, caller }, reply) => {
        const { entity, version, events } = await log.stream(actionStream(params.action))
        const state = actionOf(events)
        if (entity === undefined || state.status === 'none') throw problem('action-unknown')
        allowEntity(caller, entity)
        const refs = events.map(({ data }) => String(data.textRef ?? data.noteRef ?? ''))
        const words = await vault.getMany(refs.filter((ref) => ref !== ''))
        reply.header('etag', `"${version}"`)
        const history = events.map(({ type, at, data }, index) => ({
          ...{ type, at, data },
          ...defined({ words: words.get(refs[index] ?? '') }),
        }))
        return { ...viewOfAction(entity, state), history }
      },
    )
  }
}

/** @throws ProblemError `not-found`, `area-unknown`, `action-procedure-unknown` */
export function areaOf(definitions: Definitions, id: string, area: string, procedure?: string): void {
  const entity = definitions.entities.get(id)
  if (entity === undefined) throw problem('not-found', { detail: 'No hay una entidad con ese id.' })
  if (!entity.areas.some((one) => one.id === area)) throw problem('area-unknown', { field: 'body.area' })
  if (procedure !== undefined && !entity.versions.some((one) => one.id === procedure))
    throw problem('action-procedure-unknown', { field: 'body.procedure' })
}

/** The cases are looked up in the log; samples and indicators are another service's. */
async function causesKnown(log: EventLog, entity: string, causes: readonly Cause[]): Promise<void> {
  for (const [at, cause] of causes.entries())
    if ('case' in cause && (await log.stream(streamOf(cause.case))).entity !== entity)
      throw problem('action-cause-unknown', { field: `body.causes[${at}].case` })
}

export function viewOfAction(entity: string, { status: state, ...action }: KnownAction) {
  return { entity, state, ...action }
}
