import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import type { RiskParameters } from '../domain/risk/parameters.ts'
import { riskShown } from '../domain/risk/shown.ts'
import type { AtRisk } from '../queries/at-risk/groups.ts'
import { riskInWords } from '../queries/at-risk/in-words.ts'
import { atRiskReader } from '../queries/at-risk/reader.ts'
import { allowEntity, todayOf } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { risk, riskParameters } from './risk-shapes.ts'
import { caseFile, entity, next, paging } from './shapes.ts'

const place = z.tuple([z.number(), z.iso.date(), z.uuid()])
const filter = z.string().max(160).optional()

/** Which open cases are likely to miss their term, and why. */
export function atRiskRoutes(deps: ReportingDeps): HttpRoutes {
  const { database, log, clock, calendarOf, shared } = deps
  const read = atRiskReader({ database, log, cache: shared.cache, calendarOf, parameters: deps.risk })
  return async (app) => {
    app.get(
      '/v1/case-files/at-risk',
      {
        config: { auth: { scopes: ['cases:read', 'cases:work', 'admin'] } },
        schema: {
          summary: 'Los casos abiertos que pueden vencer sin terminar, primero los de más riesgo, y por qué',
          tags: ['expedientes'],
          querystring: z.strictObject({
            entity,
            ...{ procedure: filter, kind: filter, area: filter, officer: filter },
            level: z.coerce.number().int().min(1).max(9).optional(),
            leastRisk: z.coerce
              .number()
              .min(0)
              .max(1)
              .default(deps.risk.threshold)
              .describe('Desde qué riesgo se listan; con 0, todos los que tienen un término que corre'),
            ...paging,
          }),
          response: {
            200: z.strictObject({
              asOf: z.string().describe('El día de Bogotá en que se estimó'),
              parameters: riskParameters,
              items: z.array(caseFile.extend({ risk })),
              next,
            }),
          },
        },
      },
      async ({ query, caller }) => {
        const { cursor, limit, ...asked } = query
        allowEntity(caller, asked.entity)
        const [value, due, caseId] = cursor === undefined ? [] : placeOf(place, cursor)
        const after =
          value === undefined || due === undefined || caseId === undefined
            ? undefined
            : { risk: value, due, caseId }
        const today = todayOf(clock)
        const found = await read({ ...asked, after, limit, today })
        const page = pageOf(found, limit, (last) => [last.risk.value, last.due, last.caseId])
        const items = page.items.map((one) => view(one, deps.risk))
        return { ...page, asOf: today, parameters: deps.risk, items }
      },
    )
  }
}

function view(
  file: AtRisk,
  known: RiskParameters,
): z.output<typeof caseFile> & { risk: z.output<typeof risk> } {
  const { procedure, kind, area, due } = file
  const words = { procedure: procedure ?? '', kind: kind ?? '', area: area ?? '', due }
  return { ...file, risk: { ...riskShown(file.risk), why: riskInWords(words, file.risk, known) } }
}
