import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import type { RiskParameters } from '../domain/risk/parameters.ts'
import { rounded } from '../domain/risk/risk.ts'
import type { AtRisk } from '../queries/at-risk/groups.ts'
import { riskInWords } from '../queries/at-risk/in-words.ts'
import { atRiskReader } from '../queries/at-risk/reader.ts'
import { allowEntity, todayOf } from './access.ts'
import { pageOf, placeOf } from './cursor.ts'
import { caseFile, entity, next, paging } from './shapes.ts'

const place = z.tuple([z.number(), z.iso.date(), z.uuid()])
const filter = z.string().max(160).optional()
const share = z.number().min(0).max(1)

const group = z.strictObject({
  group: z
    .enum(['kind', 'procedure', 'entity'])
    .describe('El mismo tipo, el mismo procedimiento, la entidad'),
  stillOpen: z.int().describe('Casos que seguían sin terminar cuando les quedaban los mismos días'),
  late: z.int().describe('De ellos, los que vencieron'),
  weight: share.describe('Cuánto pesa este grupo en la cifra'),
})

const load = z.strictObject({
  value: share.describe('La parte de lo que vence hasta ese día que no alcanza a terminar'),
  ahead: z.int().describe('Casos abiertos del área que vencen a más tardar ese día, contando este'),
  ended: z.int().describe('Los que terminó el área en los días con que se mide'),
  days: z.int().describe('Los días hábiles entre ellos en que tenía casos'),
  pace: z.number().describe('Casos por día hábil'),
  daysToWork: z.int().describe('Días hábiles desde hoy hasta el vencimiento, ambos incluidos'),
})

const risk = z.strictObject({
  value: share.describe('La posibilidad de que venza sin terminar'),
  left: z.int().describe('Días del término que le quedan después de hoy'),
  unit: z.string(),
  history: z.strictObject({ value: share, groups: z.array(group) }),
  load: load.nullable().describe('Sin valor mientras ningún área lo tiene'),
  why: z.array(z.string()).describe('Lo mismo, en frases'),
})

const parameters = z.strictObject({
  historyDays: z.int(),
  sampleWeight: z.number(),
  withoutHistory: share,
  paceDays: z.int(),
  threshold: share,
})

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
              parameters,
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
  const { value, left, unit, history, load } = file.risk
  const { procedure, kind, area, due } = file
  const words = { procedure: procedure ?? '', kind: kind ?? '', area: area ?? '', due }
  return {
    ...file,
    risk: {
      ...{ value, left, unit },
      history: {
        value: rounded(history.value),
        groups: history.groups.map((one) => ({ ...one, weight: rounded(one.weight) })),
      },
      load: load ? { ...load, value: rounded(load.value), pace: rounded(load.pace) } : null,
      why: riskInWords(words, file.risk, known),
    },
  }
}
