import type { HttpRoutes } from '@ventanilla/http-kit'
import { jsonSchemas, type Procedure } from '@ventanilla/procedures'
import { z } from 'zod'
import type { Definitions } from '../domain/definitions.ts'
import { findProcedure } from './procedures.ts'
import { procedureParams, procedureQuery } from './shapes.ts'
import { fileResponse, type StaticFile, sendFile, staticFile } from './static-file.ts'

const readers = { scopes: ['cases:read'] } as const
const tags = ['procedimientos']
const schemaNames = ['procedure', 'entity'] as const

/** The picture of a procedure, and what an editor checks one by. */
export function diagramRoutes(definitions: Definitions): HttpRoutes {
  const drawn = new WeakMap<Procedure, Promise<StaticFile>>()
  const diagramOf = (procedure: Procedure): Promise<StaticFile> => {
    const found = drawn.get(procedure) ?? draw(procedure)
    drawn.set(procedure, found)
    // What failed is tried again by whoever asks next.
    found.catch(() => drawn.delete(procedure))
    return found
  }
  const schemas = new Map(
    schemaNames.map((name) => [name, staticFile(`${JSON.stringify(jsonSchemas[name](), null, 2)}\n`)]),
  )
  return async (app) => {
    app.get(
      '/v1/procedures/:entity/:id/diagram.svg',
      {
        config: { auth: readers, errors: ['not-found'] },
        schema: {
          summary: 'El dibujo de los estados de un procedimiento y de los movimientos entre ellos',
          ...{ tags, params: procedureParams, querystring: procedureQuery },
          response: fileResponse('image/svg+xml', 'El dibujo, con título y descripción para quien no lo ve'),
        },
      },
      async (request, reply) => {
        const { params, query, caller } = request
        const procedure = findProcedure(definitions, caller, params, query.version)
        return sendFile(request, reply, await diagramOf(procedure), {
          'content-type': 'image/svg+xml',
          'content-disposition': `inline; filename="${procedure.id}-${procedure.version}.svg"`,
          // A document of its own when somebody opens it: it may show itself, and do nothing.
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          'cache-control': 'private, no-cache',
        })
      },
    )
    app.get(
      '/v1/public/schemas/:name',
      {
        config: { auth: 'public' },
        schema: {
          summary: 'El JSON Schema con el que un editor ayuda a escribir un procedimiento o una entidad',
          tags,
          params: z.strictObject({ name: z.enum(schemaNames.map((name) => `${name}.schema.json` as const)) }),
          response: fileResponse('application/schema+json', 'JSON Schema, borrador 2020-12'),
        },
      },
      async (request, reply) => {
        const name = schemaNames.find((one) => request.params.name === `${one}.schema.json`)
        const schema = name && schemas.get(name)
        if (schema === undefined) throw new TypeError(`no schema ${request.params.name}`)
        return sendFile(request, reply, schema, {
          'content-type': 'application/schema+json',
          'cache-control': 'public, max-age=3600',
        })
      },
    )
  }
}

/** Graphviz is loaded by the first who asks, and in no process where nobody does. */
async function draw(procedure: Procedure): Promise<StaticFile> {
  const { svgOf } = await import('@ventanilla/procedures/diagram')
  return staticFile(await svgOf(procedure))
}
