import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { Caller, HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import { allowEntity, readOpen } from '../commands/read-open.ts'
import type { Definitions } from '../domain/definitions.ts'
import { readCases } from '../queries/cases/reader.ts'
import { readNotOpened } from '../queries/not-opened/reader.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { caseParams, caseSummary, casesQuery, caseView, entityQuery, notOpenedView } from './shapes.ts'
import { summaryOf, viewOf } from './view.ts'

const readers = { scopes: ['cases:read'] } as const

export interface ReadDeps {
  log: EventLog
  database: Database
  definitions: Definitions
}

export function readRoutes({ log, database, definitions }: ReadDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/cases/:caseId',
      {
        config: { auth: readers, errors: ['not-found', 'case-not-open'] },
        schema: {
          summary: 'Un caso: dónde está, quién lo tiene y qué se puede hacer con él ahora',
          tags: ['casos'],
          ...{ params: caseParams, response: { 200: caseView } },
        },
      },
      async ({ params, caller }, reply) => {
        const found = await readOpen(log, { caseId: params.caseId.toLowerCase(), caller })
        reply.header('etag', `"${found.version}"`)
        return viewOf(definitions, found)
      },
    )
    app.get(
      '/v1/cases',
      {
        config: { auth: readers },
        schema: {
          summary: 'Los casos, por orden de llegada',
          tags: ['casos'],
          ...{ querystring: casesQuery },
          response: { 200: z.strictObject({ items: z.array(caseSummary), next: z.string().optional() }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...where } = query
        const entity = ownEntity(caller, where.entity)
        const after = cursor === undefined ? undefined : placeOf(cursor)
        const rows = await readCases(database, { ...where, entity, limit, after })
        const items = rows.slice(0, limit).map(summaryOf)
        const last = rows.length > limit ? items.at(-1) : undefined
        return { items, ...(last && { next: cursorOf(last) }) }
      },
    )
    app.get(
      '/v1/not-opened',
      {
        config: { auth: readers },
        schema: {
          summary: 'Las radicaciones a las que no se les pudo abrir caso, y por qué',
          tags: ['casos'],
          ...{ querystring: entityQuery, response: { 200: notOpenedView } },
        },
      },
      async ({ query, caller }) => {
        const { count, rows } = await readNotOpened(database, ownEntity(caller, query.entity))
        const items = rows.map(({ case_id, entity, procedure, kind, reason, received_at }) => ({
          ...{ caseId: case_id, entity, procedure, kind, reason },
          receivedAt: received_at,
        }))
        return { count, items }
      },
    )
  }
}

/** The entity asked for, or the token's own. @throws ProblemError `scope-missing` for another one */
export function ownEntity(caller: Caller, asked?: string): string | undefined {
  if (asked !== undefined) allowEntity(caller, asked)
  return asked ?? caller.entity
}
