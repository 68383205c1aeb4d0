import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import { readWorklist } from '../queries/worklist/reader.ts'
import { allowEntity, todayOf } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { caseFile, entity, next, paging } from './shapes.ts'

const place = z.tuple([z.iso.date(), z.uuid()])

/** What there is to do, the most urgent first. */
export function worklistRoutes({ database, clock }: ReportingDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/worklist',
      {
        config: { auth: { scopes: ['cases:read', 'cases:work', 'admin'] } },
        schema: {
          summary: 'Los casos abiertos, primero los que vencen antes',
          tags: ['expedientes'],
          querystring: z.strictObject({
            entity,
            area: z.string().max(160).optional(),
            level: z.coerce.number().int().min(1).max(9).optional(),
            officer: z.string().max(160).optional(),
            ...paging,
          }),
          response: { 200: z.strictObject({ items: z.array(caseFile), next }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const [attendBy, caseId] = cursor === undefined ? [] : placeOf(place, cursor)
        const after = attendBy === undefined || caseId === undefined ? undefined : { attendBy, caseId }
        const found = await readWorklist(database, { ...asked, after, limit, today: todayOf(clock) })
        const page = pageOf(found, limit, (last) => [last.attendBy, last.caseId])
        return { ...page, items: page.items.map(({ attendBy: _, ...file }) => file) }
      },
    )
  }
}
