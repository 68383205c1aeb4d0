import type { FastifyDynamicSwaggerOptions, SwaggerTransform } from '@fastify/swagger'
import type { FastifyContextConfig, FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { BaseErrorCode } from './base-errors.ts'
import { type ErrorCatalog, entryOf } from './error-catalog.ts'
import { problemMediaType, problemSchema } from './problem.ts'
import type { RouteAuth } from './route-config.ts'

const bearerScheme = 'bearer'

/** Where the document has every code that the server may answer. */
export const errorsMember = 'x-errors'

const description = [
  'Cada petición lleva un token de acceso del emisor de la entidad (`Authorization: Bearer …`), con los permisos que',
  'dice cada ruta; las del ciudadano no lo necesitan. Los errores son `application/problem+json` (RFC 9457) y su',
  '`code` es estable. Las listas responden `items` y, si hay más, `next`, que se da en `cursor`. Lo que se envía con',
  '`Idempotency-Key` puede repetirse sin hacerse dos veces.',
].join(' ')

/** The parts of the OpenAPI document that don't come from routes. */
export function openapiBase(
  title: string,
  version: string,
  catalog: ErrorCatalog,
): FastifyDynamicSwaggerOptions['openapi'] {
  const { $schema: _, ...problem }: Record<string, unknown> = z.toJSONSchema(problemSchema)
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    ...{ [errorsMember]: publicCatalog(catalog) },
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        [bearerScheme]: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  }
}

/** What `/docs/errors` shows to people, for programs. */
function publicCatalog(catalog: ErrorCatalog): ErrorCatalog {
  const entries = Object.entries(catalog)
  return Object.fromEntries(
    entries.map(([code, { status, title, retry }]) => [code, { status, title, ...(retry && { retry }) }]),
  )
}

type Schema = FastifySchema & { hide?: boolean }

/** Adds to each route what its config promises: who may call it and every error it may answer. */
export function openapiTransform(catalog: ErrorCatalog): SwaggerTransform<Schema> {
  return (input) => {
    const { schema, url } = jsonSchemaTransform(input)
    if (!schema || ('hide' in schema && schema.hide)) return { schema, url }
    const config: FastifyContextConfig = input.route.config ?? {}
    const responses = errorResponses(catalog, errorCodes(config, input.schema, input.route.method))
    const documented: Record<string, unknown> = {
      ...schema,
      ...security(config.auth),
      ...(Array.isArray(config.consumes) ? { consumes: [...config.consumes] } : {}),
      response: { ...(schema.response as object | undefined), ...responses },
    }
    return { schema: documented as FastifySchema, url }
  }
}

/** Any one of the scopes is enough: alternatives, in OpenAPI's terms. */
function security(auth: RouteAuth | undefined) {
  if (auth === undefined || auth === 'public') return { security: [] }
  return { security: auth.scopes.map((scope) => ({ [bearerScheme]: [scope] })) }
}

function errorCodes(
  config: FastifyContextConfig,
  schema: Schema | undefined,
  method: string | string[],
): string[] {
  const base: BaseErrorCode[] = ['internal-error', 'unavailable']
  if ([method].flat().some((one) => one !== 'GET' && one !== 'HEAD')) base.push('storage-full')
  if (config.rateLimit !== false) base.push('rate-limited')
  if (config.auth !== 'public') base.push('token-missing', 'token-invalid', 'scope-missing')
  if (schema?.body || schema?.querystring || schema?.params) base.push('validation-failed')
  if (schema?.body) base.push('invalid-json', 'body-too-large', 'unsupported-media-type')
  return [...base, ...(config.errors ?? [])]
}

function errorResponses(catalog: ErrorCatalog, codes: readonly string[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => entryOf(catalog, code)?.status ?? 500)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\` ${entryOf(catalog, code)?.title ?? ''}`).join('\n\n'),
        content: {
          [problemMediaType]: {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(group.map((code) => [code, { value: example(catalog, code) }])),
          },
        },
      },
    ]),
  )
}

function example(catalog: ErrorCatalog, code: string) {
  const entry = entryOf(catalog, code)
  return {
    type: `/docs/errors#${code}`,
    title: entry?.title ?? '',
    status: entry?.status ?? 500,
    code,
    instance: 'urn:uuid:6f1c9c1e-8f0a-4c38-9a77-0f3b7b1c2d4e',
  }
}
