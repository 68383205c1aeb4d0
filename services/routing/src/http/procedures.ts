import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { type Procedure, procedureVersion } from '@ventanilla/procedures'
import { z } from 'zod'
import { allowEntity } from '../commands/read-open.ts'
import type { Definitions } from '../domain/definitions.ts'
import { ownEntity } from './reads.ts'
import { entityQuery, procedureQuery, procedureSummary } from './shapes.ts'

const readers = { scopes: ['cases:read'] } as const

/** The definition as its owner wrote it, with each move from one state to one state. */
const definition = z.looseObject({ id: z.string(), version: z.int(), name: z.string() })

export function procedureRoutes({ entities }: Definitions): HttpRoutes {
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
        return { items: asked.flatMap((entity) => entity.versions.map((one) => summaryOf(entity.id, one))) }
      },
    )
    app.get(
      '/v1/procedures/:entity/:id',
      {
        config: { auth: readers, errors: ['not-found'] },
        schema: {
          summary: 'La definición de un procedimiento: estados, movimientos, razones, plazos y reparto',
          tags: ['procedimientos'],
          params: z.strictObject({ entity: z.string(), id: z.string() }),
          ...{ querystring: procedureQuery, response: { 200: definition } },
        },
      },
      async ({ params, query, caller }) => {
        allowEntity(caller, params.entity)
        const entity = entities.get(params.entity)
        const found =
          query.version === undefined
            ? entity?.procedures.get(params.id)
            : entity && procedureVersion(entity, params.id, query.version)
        if (found === undefined)
          throw problem('not-found', { detail: 'La entidad no tiene ese procedimiento.' })
        return { ...found }
      },
    )
  }
}

function summaryOf(entity: string, { id, version, name, family, source, valid }: Procedure) {
  return { entity, id, version, name, family, source, valid }
}
