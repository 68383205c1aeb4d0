import type { Db } from '@ventanilla/database'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { Names } from '../jobs/ports.ts'
import { readCursor, writeCursor } from '../queries/messages/cursor.ts'
import { countMessages, findMessage, listMessages } from '../queries/messages/reader.ts'
import { assertEntity } from './entity-access.ts'
import { messageOf, messageSchema } from './message-schema.ts'

const auth = { scopes: ['cases:read'] } as const
const tags = ['Mensajes']
const entity = z.string().min(1).max(80).describe('Entidad')

const listQuery = z.strictObject({
  caseId: z.uuid().optional().describe('Caso'),
  entity: entity.optional(),
  cursor: z.string().min(1).max(200).optional().describe('«next» de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Messages as facts: which, when and how they ended; what they say and to whom is nowhere here. */
export function routes({ database, names }: { database: Db; names: Pick<Names, 'approved'> }): HttpRoutes {
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
  }
}
