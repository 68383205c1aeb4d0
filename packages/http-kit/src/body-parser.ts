import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseJsonBody } from './json-body.ts'
import { problem } from './problem.ts'
import { limitedStream, readBody } from './read-body.ts'

/** Media types that are parsed as JSON where a route consumes them. */
const jsonTypes = new Set([
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
])

const kRawBody = Symbol('raw body')

type Keeping = FastifyRequest & { [kRawBody]?: Buffer | undefined }

/** One parser for every media type: what may come in is a matter of the route, not of the server. */
export function installBodyParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request: FastifyRequest, payload: Readable) => parse(request, payload))
  app.decorateRequest('rawBody', {
    getter(this: FastifyRequest) {
      if (!this.routeOptions.config.rawBody)
        throw new Error('request.rawBody on a route without config.rawBody')
      return (this as Keeping)[kRawBody] ?? Buffer.alloc(0)
    },
  })
}

async function parse(request: FastifyRequest, payload: Readable): Promise<unknown> {
  const { config, bodyLimit } = request.routeOptions
  const consumes = config.consumes ?? ['application/json']
  if (request.is404 || consumes === 'untouched') return undefined
  const type = request.mediaType?.toLowerCase()
  if (type === undefined || !consumes.some((accepted) => accepted === type || accepted === '*/*')) {
    throw notAccepted('Content-Type', consumes)
  }
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') throw notAccepted('Content-Encoding', ['identity'])
  const announced = announcedLength(request)
  if (!jsonTypes.has(type)) return limitedStream(payload, bodyLimit, announced)
  const bytes = await readBody(payload, bodyLimit, announced)
  if (config.rawBody) (request as Keeping)[kRawBody] = bytes
  return parseJsonBody(bytes)
}

function notAccepted(header: string, accepted: readonly string[]) {
  return problem('unsupported-media-type', {
    field: `headers.${header.toLowerCase()}`,
    detail: `Aquí ${header} debe ser ${accepted.join(' o ')}.`,
    extra: { accepted },
  })
}

function announcedLength(request: FastifyRequest): number | undefined {
  const header = request.headers['content-length']
  return header === undefined ? undefined : Number(header)
}
