import { bogotaInstant } from '@ventanilla/calendar'
import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import type { CaseAtRisk } from '../domain/alerts/case-at-risk.ts'
import { riskInWords } from '../queries/at-risk/in-words.ts'
import { readEarlyAlerts } from '../queries/early-alerts/reader.ts'
import { allowEntity } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { risk, riskParameters } from './risk-shapes.ts'
import { entity, from, next, paging, to } from './shapes.ts'

const place = z.tuple([z.iso.date(), z.number(), z.uuid()])
const filter = z.string().max(160).optional()

const alert = z.strictObject({
  caseId: z.uuid(),
  on: z.string().describe('El día de Bogotá que empezó con esa medianoche'),
  at: z.string().describe('La medianoche, el instante del hecho'),
  due: z.string(),
  procedure: z.string(),
  kind: z.string(),
  area: z.string().nullable(),
  risk,
  parameters: riskParameters,
  calendar: z.string().describe('La versión del calendario con que se contaron los días'),
})

/** Which cases came to be at risk, at which midnight, and why. */
export function earlyAlertRoutes({ database }: ReportingDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/case-files/alerts',
      {
        config: { auth: { scopes: ['cases:read', 'cases:work', 'admin'] } },
        schema: {
          summary: 'Las alertas tempranas: qué casos pasaron a estar en riesgo, cada medianoche, y por qué',
          tags: ['expedientes'],
          querystring: z.strictObject({
            entity,
            ...{ area: filter, procedure: filter, kind: filter },
            from: from.optional().describe('Primer día de las alertas'),
            to: to.optional().describe('Último día de las alertas'),
            ...paging,
          }),
          response: { 200: z.strictObject({ items: z.array(alert), next }) },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const [on, value, caseId] = cursor === undefined ? [] : placeOf(place, cursor)
        const after =
          on === undefined || value === undefined || caseId === undefined
            ? undefined
            : { on, risk: value, caseId }
        const found = await readEarlyAlerts(database, { ...asked, after, limit })
        const page = pageOf(found, limit, (last) => [last.on, last.risk.value, last.caseId])
        return { ...page, items: page.items.map(view) }
      },
    )
  }
}

function view({ area, ...told }: CaseAtRisk['data']): z.output<typeof alert> {
  const words = { ...told, area: area ?? '' }
  const why = riskInWords(words, { ...told.risk, load: told.risk.load ?? undefined }, told.parameters)
  return { ...told, at: bogotaInstant(told.on), area: area ?? null, risk: { ...told.risk, why } }
}
