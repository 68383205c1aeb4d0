import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { type Entity, procedureOn } from '@ventanilla/procedures'
import { z } from 'zod'
import { readDenominator, stateDenominator } from '../commands/denominators/stated.ts'
import type { ReportingDeps } from '../deps.ts'
import { declaredOnce } from '../queries/indicators/declared-once.ts'
import { definitionOf } from '../queries/indicators/registry.ts'
import { allowEntity, todayOf } from './access.ts'
import { entity, from, localDate, to } from './shapes.ts'

const name = z.string().min(1).max(160)
const value = z.number().nullable()
const met = z.boolean().nullable()

const answer = z.strictObject({
  entity: z.string(),
  procedure: z.string(),
  version: z.int().describe('La que regía el último día del período: sus indicadores son los que se cuentan'),
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
  indicators: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      formula: z.string(),
      definition: z.string(),
      unit: z.string(),
      kinds: z.array(z.string()).nullable().describe('De qué tipos; sin valor: de todos'),
      field: z
        .strictObject({ form: z.string(), id: z.string() })
        .nullable()
        .describe('El campo que se cuenta, de los casos en que se respondió'),
      atLeast: z.number().nullable().describe('Desde qué valor de ese campo cuenta un caso'),
      reached: z.int().nullable().describe('De los casos que llegaron a ese nivel; sin valor: de todos'),
      value,
      target: value,
      direction: z.enum(['up', 'down']),
      met: met.describe('Si se alcanza la meta; sin valor si no hay meta o no hay qué contar'),
      dimension: z.string().nullable(),
      groups: z.array(z.strictObject({ key: z.string().nullable(), value, met })).readonly(),
      against: z
        .strictObject({
          value: z.number(),
          from: z.string().optional(),
          to: z.string().optional(),
          on: z.string().optional(),
        })
        .nullable()
        .describe(
          'Con qué se compara lo recibido: el período anterior, o el número que la entidad dijo de ese día',
        ),
      of: z.string().nullable().describe('El nombre de ese número'),
      source: z.string(),
    }),
  ),
})

const denominators = z.strictObject({
  name: z.string(),
  values: z.array(z.strictObject({ on: z.string(), value: z.number() })),
})

/** The indicators that procedures declare, with their targets, and the numbers that the entity states for them. */
export function declaredIndicatorRoutes(deps: ReportingDeps): HttpRoutes {
  const { log, entities, clock } = deps
  const declared = declaredOnce({ database: deps.database, log, cache: deps.shared.cache })

  return async (app) => {
    app.get(
      '/v1/indicators/:entity/:procedure',
      {
        config: {
          auth: { scopes: ['cases:read', 'extracts:read', 'admin'] },
          errors: ['indicators-not-declared', 'period-reversed'],
        },
        schema: {
          summary: 'Los indicadores de un procedimiento en un período, con sus metas y si se alcanzan',
          tags: ['indicadores'],
          params: z.strictObject({ entity, procedure: name }),
          querystring: z.strictObject({ from, to }),
          response: { 200: answer },
        },
      },
      async ({ params, query, caller }) => {
        allowEntity(caller, params.entity)
        const known = entities.get(params.entity)
        const procedure = known && procedureOn(known, params.procedure, query.to)
        if (procedure === undefined) throw problem('indicators-not-declared', { field: 'params.procedure' })
        if (query.to < query.from) throw problem('period-reversed', { field: 'query.to' })
        const { indicators, version } = procedure
        const today = todayOf(clock)
        const names = [...new Set(indicators.flatMap(({ of }) => of ?? []))]
        const stated = await Promise.all(names.map((of) => readDenominator(log, params.entity, of)))
        const numbers = Object.fromEntries(names.map((of, at) => [of, stated[at]?.known ?? {}]))
        const counted = await declared({ ...params, ...query, indicators, denominators: numbers, today })
        return {
          ...{ ...params, version, ...query, asOf: today },
          indicators: indicators.map((one, at) => ({
            ...{ id: one.id, name: one.name, formula: one.formula, definition: definitionOf(one.formula) },
            ...{ unit: one.unit, kinds: one.kinds ?? null, reached: one.reached ?? null },
            ...{ field: one.field ?? null, atLeast: one.atLeast ?? null },
            ...{ target: one.target ?? null, direction: one.direction, dimension: one.dimension ?? null },
            ...{ of: one.of ?? null, source: one.source },
            ...{ value: null, met: null, groups: [], against: null, ...counted[at] },
          })),
        }
      },
    )
    app.put(
      '/v1/denominators/:entity/:name',
      {
        config: { auth: { scopes: ['admin'] }, errors: ['denominator-unknown'] },
        schema: {
          summary:
            'Dice cuánto era, un día, un número sobre el que se cuenta un indicador; se puede corregir',
          tags: ['indicadores'],
          params: z.strictObject({ entity, name }),
          body: z.strictObject({ on: localDate, value: z.number().min(0).max(1e12) }),
          response: { 200: denominators },
        },
      },
      async ({ params, body, caller }) => {
        allowEntity(caller, params.entity)
        if (!isAsked(entities.get(params.entity), params.name))
          throw problem('denominator-unknown', { field: 'params.name' })
        const stated = { ...body, name: params.name, by: caller.subject }
        return viewOf(params.name, await stateDenominator(log, params.entity, stated, clock.now()))
      },
    )
    app.get(
      '/v1/denominators/:entity/:name',
      {
        config: {
          auth: { scopes: ['cases:read', 'extracts:read', 'admin'] },
          errors: ['denominator-unknown'],
        },
        schema: {
          summary: 'Lo que la entidad ha dicho de un número sobre el que se cuenta un indicador, por día',
          tags: ['indicadores'],
          params: z.strictObject({ entity, name }),
          response: { 200: denominators },
        },
      },
      async ({ params, caller }) => {
        allowEntity(caller, params.entity)
        if (!isAsked(entities.get(params.entity), params.name))
          throw problem('denominator-unknown', { field: 'params.name' })
        return viewOf(params.name, (await readDenominator(log, params.entity, params.name)).known)
      },
    )
  }
}

/** Whether some version of some procedure of the entity counts over it. */
function isAsked(entity: Entity | undefined, of: string): boolean {
  return entity?.versions.some(({ indicators }) => indicators.some((one) => one.of === of)) ?? false
}

function viewOf(of: string, known: Readonly<Record<string, number>>) {
  const days = Object.entries(known).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return { name: of, values: days.map(([on, stated]) => ({ on, value: stated })) }
}
