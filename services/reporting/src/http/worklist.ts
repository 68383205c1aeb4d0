import type { HttpRoutes } from '@ventanilla/http-kit'
import { prioritySteps } from '@ventanilla/procedures'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import { stayReader } from '../queries/case-files/stay.ts'
import { readWorklist, type WorklistPlace, worklistSorts } from '../queries/worklist/reader.ts'
import { allowEntity, todayOf } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { entity, next, paging, worklistItem } from './shapes.ts'

const place = z.tuple([z.int(), z.iso.date(), z.uuid()])

/** What there is to do, the most urgent first. */
export function worklistRoutes({ database, clock, ...definitions }: ReportingDeps): HttpRoutes {
  const withStay = stayReader(definitions)
  return async (app) => {
    app.get(
      '/v1/worklist',
      {
        config: { auth: { scopes: ['cases:read', 'cases:work', 'admin'] } },
        schema: {
          summary:
            'Los casos abiertos: primero los que tienen atención prioritaria, y después los que vencen antes',
          tags: ['expedientes'],
          querystring: z.strictObject({
            entity,
            area: z.string().max(160).optional(),
            level: z.coerce.number().int().min(1).max(9).optional(),
            officer: z.string().max(160).optional(),
            priority: z
              .enum(prioritySteps)
              .optional()
              .describe('granted: solo los que tienen prioridad; asked: los que la esperan'),
            sort: z
              .enum(worklistSorts)
              .default('priority')
              .describe('priority: lo prioritario primero; due: solo por vencimiento'),
            ...paging,
          }),
          response: { 200: z.strictObject({ items: z.array(worklistItem), next }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const after = cursor === undefined ? undefined : afterOf(placeOf(place, cursor))
        const today = todayOf(clock)
        const found = await readWorklist(database, { ...asked, after, limit, today })
        const page = pageOf(found, limit, (last) => [last.precedence, last.attendBy, last.caseId])
        const items = page.items.map(({ attendBy: _, precedence: __, ...file }) => withStay(file, today))
        return { ...page, items }
      },
    )
  }
}

function afterOf([precedence, attendBy, caseId]: z.output<typeof place>): WorklistPlace {
  return { precedence, attendBy, caseId }
}
