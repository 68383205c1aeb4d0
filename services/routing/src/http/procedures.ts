import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { type Entity, lastDayOf, type Procedure, procedureVersion } from '@ventanilla/procedures'
import { z } from 'zod'
import { allowEntity } from '../commands/read-open.ts'
import { defined } from '../domain/defined.ts'
import type { Definitions } from '../domain/definitions.ts'
import { ownEntity } from './reads.ts'
import { entityQuery, procedureParams, procedureQuery, procedureSummary } from './shapes.ts'

const readers = { scopes: ['cases:read'] } as const

/** The definition as its owner wrote it, with each move from one state to one state. */
const definition = z.looseObject({ id: z.string(), version: z.int(), name: z.string() })

export function procedureRoutes(definitions: Definitions): HttpRoutes {
  const { entities } = definitions
  return async (app) => {
    app.get(
      '/v1/procedures',
      {
        config: { auth: readers },
        schema: {
          summary: 'Los procedimientos de las entidades, con todas sus versiones',
          tags: ['procedimientos'],
          ...{ querystring: entityQuery },
          response: { 200: z.strictObject({ items: z.array(procedureSummary) }) },
        },
      },
      async ({ query, caller }) => {
        const only = ownEntity(caller, query.entity)
        const asked = [...entities.values()].filter(({ id }) => only === undefined || id === only)
        return { items: asked.flatMap((entity) => entity.versions.map((one) => summaryOf(entity, one))) }
      },
    )
    app.get(
      '/v1/procedures/:entity/:id',
      {
        config: { auth: readers, errors: ['not-found'] },
        schema: {
          summary: 'La definición de un procedimiento: estados, movimientos, razones, plazos y reparto',
          tags: ['procedimientos'],
          ...{ params: procedureParams, querystring: procedureQuery, response: { 200: definition } },
        },
      },
      async ({ params, query, caller }) => {
        return { ...findProcedure(definitions, caller, params, query.version) }
      },
    )
  }
}

/** The newest version, unless another is asked for. @throws ProblemError for what isn't there, or isn't the caller's */
export function findProcedure(
  { entities }: Definitions,
  caller: Caller,
  { entity: of, id }: { entity: string; id: string },
  version: number | undefined,
): Procedure {
  allowEntity(caller, of)
  const entity = entities.get(of)
  const found =
    version === undefined ? entity?.procedures.get(id) : entity && procedureVersion(entity, id, version)
  if (found === undefined) throw problem('not-found', { detail: 'La entidad no tiene ese procedimiento.' })
  return found
}

/** With the last day that it has, said by its file or by the first day of the next. */
function summaryOf(of: Entity, procedure: Procedure) {
  const { id, version, name, family, source, valid } = procedure
  const { from } = valid
  const to = lastDayOf(procedure, of.versions)
  return { entity: of.id, id, version, name, family, source, valid: { from, ...defined({ to }) } }
}
