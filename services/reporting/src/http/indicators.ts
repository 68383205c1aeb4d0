import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import { cachedIndicators } from '../queries/indicators/cached.ts'
import { type Breakdown, breakdowns } from '../queries/indicators/reader.ts'
import { type IndicatorId, indicators } from '../queries/indicators/registry.ts'
import { allowEntity, todayOf } from './access.ts'
import { entity, from, to } from './shapes.ts'

const values = z.strictObject(
  Object.fromEntries(indicators.map(({ id }) => [id, z.number().nullable()])) as Record<
    IndicatorId,
    z.ZodNullable<z.ZodNumber>
  >,
)
const by = z.enum(Object.keys(breakdowns) as [Breakdown, ...Breakdown[]])

const answer = z.strictObject({
  entity: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  asOf: z.string().describe('El día de Bogotá en que se contó'),
  by: by.nullable(),
  total: values,
  groups: z.array(z.strictObject({ key: z.string().nullable(), values })),
  definitions: z.array(
    z.strictObject({
      id: z.string(),
      version: z.int().describe('Sube cuando cambia la fórmula'),
      name: z.string(),
      definition: z.string(),
      unit: z.string(),
      direction: z.enum(['up', 'down', 'none']).describe('Hacia dónde mejora'),
    }),
  ),
})

/** How it goes, in numbers that say what they mean. */
export function indicatorRoutes({ database, log, clock, shared: { cache } }: ReportingDeps): HttpRoutes {
  const readIndicators = cachedIndicators({ database, log, cache })
  return async (app) => {
    app.get(
      '/v1/indicators',
      {
        config: { auth: { scopes: ['cases:read', 'extracts:read', 'admin'] } },
        schema: {
          summary: 'Indicadores de los casos recibidos en un período, con la definición de cada uno',
          tags: ['indicadores'],
          querystring: z.strictObject({
            entity,
            from: from.optional(),
            to: to.optional(),
            by: by.optional(),
          }),
          response: { 200: answer },
        },
      },
      async ({ query, caller }) => {
        allowEntity(caller, query.entity)
        const today = todayOf(clock)
        const counted = await readIndicators({ ...query, today })
        return {
          entity: query.entity,
          from: query.from ?? null,
          to: query.to ?? null,
          asOf: today,
          by: query.by ?? null,
          ...counted,
          definitions: indicators.map(({ sql: _, ...definition }) => definition),
        }
      },
    )
  }
}
