import type { Db } from '@ventanilla/database'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { findLetter, type ReadLetter, readLetter } from '../commands/read-letter.ts'
import { readCursor, writeCursor } from '../queries/messages/cursor.ts'
import { countMessages, findMessage, listMessages } from '../queries/messages/reader.ts'
import { actorOf, assertAdmin, assertEntity } from './entity-access.ts'
import { letterSchema, messageOf, messageSchema } from './message-schema.ts'

const auth = { scopes: ['cases:read'] } as const
const tags = ['Mensajes']
const entity = z.string().min(1).max(80).describe('Entidad')

const listQuery = z.strictObject({
  caseId: z.uuid().optional().describe('Caso'),
  entity: entity.optional(),
  cursor: z.string().min(1).max(200).optional().describe('«next» de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/**
 * Messages as facts: which, when and how they ended. What one says and to whom is read by itself, and leaves its mark.
 */
export function routes(deps: ReadLetter & { database: Db }): HttpRoutes {
  const { database, names, log } = deps
  return async (app) => {
    app.get(
      '/v1/messages',
      {
        config: { auth, errors: ['message-filter-missing', 'message-cursor-invalid'] },
        schema: {
          ...{ tags, summary: 'Los mensajes de un caso o de una entidad, en el orden en que se pidieron' },
          querystring: listQuery,
          response: { 200: z.object({ items: z.array(messageSchema), next: z.string().optional() }) },
        },
      },
      async ({ query: { caseId, entity, cursor, limit }, caller }) => {
        if (caseId === undefined && entity === undefined)
          throw problem('message-filter-missing', { field: 'query.caseId' })
        if (entity !== undefined) assertEntity(caller, entity)
        const after = cursor === undefined ? undefined : readCursor(cursor)
        if (cursor !== undefined && !after) throw problem('message-cursor-invalid', { field: 'query.cursor' })
        const filter = { caseId, entity: entity ?? caller.entity }
        const rows = await listMessages(database, filter, { after, limit })
        const page = rows.slice(0, limit)
        const last = rows.length > limit ? page.at(-1) : undefined
        const next = last && writeCursor({ at: last.requested_at, id: last.message_id })
        return { items: page.map((row) => messageOf(row, names)), ...(next !== undefined && { next }) }
      },
    )

    app.get(
      '/v1/messages/counts',
      {
        config: { auth },
        schema: {
          ...{ tags, summary: 'Cuántos mensajes se pidieron, se enviaron y fallaron' },
          querystring: z.strictObject({ entity }),
          response: {
            200: z.object({
              requested: z.int().describe('Todos los que se han pedido, con los enviados y los fallidos'),
              sent: z.int(),
              failed: z.int(),
            }),
          },
        },
      },
      async ({ query, caller }) => {
        assertEntity(caller, query.entity)
        return countMessages(database, query.entity)
      },
    )

    app.get(
      '/v1/messages/:messageId',
      {
        config: { auth, errors: ['message-unknown'] },
        schema: {
          ...{ tags, summary: 'Un mensaje' },
          params: z.strictObject({ messageId: z.uuid() }),
          response: { 200: messageSchema },
        },
      },
      async ({ params, caller }) => {
        const row = await findMessage(database, params.messageId)
        if (!row) throw problem('message-unknown')
        assertEntity(caller, row.entity)
        return messageOf(row, names)
      },
    )

    app.get(
      '/v1/messages/:messageId/letter',
      {
        config: { auth: { scopes: ['cases:work', 'admin'] }, errors: ['message-unknown', 'letter-erased'] },
        schema: {
          ...{ tags, summary: 'Lo que dice un mensaje, como se escribe' },
          description:
            'Queda constancia de quién lo leyó. De quien no radicó con su nombre, o si de una radicación de antes no ' +
            'se sabe, pide «admin».',
          params: z.strictObject({ messageId: z.uuid() }),
          response: { 200: letterSchema },
        },
      },
      async ({ params, caller }) => {
        const row = await findMessage(database, params.messageId)
        const { caseId, entity } = row ? { caseId: row.case_id, entity: row.entity } : {}
        const found = caseId && (await findLetter(log, { caseId, messageId: params.messageId.toLowerCase() }))
        if (!found || entity === undefined) throw problem('message-unknown')
        assertEntity(caller, entity)
        if (!found.named) assertAdmin(caller)
        const { to, from, date, subject, text } = await readLetter(deps, found, {
          ...{ entity, actor: actorOf(caller) },
        })
        return { messageId: found.asked.messageId, caseId, from, to, date, subject, text }
      },
    )
  }
}
