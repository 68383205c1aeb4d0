import { createHash, randomUUID } from 'node:crypto'
import { type HttpRoutes, idempotencyKey, ifMatchOf, problem } from '@ventanilla/http-kit'
import { extendClock } from '../commands/extend-clock.ts'
import { readClock } from '../commands/read-clock.ts'
import type { SlaClockDeps } from '../deps.ts'
import { errors } from '../errors.ts'
import { actorOf, assertEntity, assertMayExtend } from './access.ts'
import { clockParams, extensionBody, extensionView } from './shapes.ts'
import { extensionOf } from './views.ts'

/** What only reading refuses, or putting a calendar in force. */
const ofReading = new Set([
  ...['calendar-unknown', 'calendar-refused', 'calendar-in-force', 'list-changed'],
  ...['as-of-before-clock', 'as-of-in-future'],
])
const codes = Object.keys(errors).filter((code) => !ofReading.has(code))

/** Where days are granted, or told that another system granted them. */
export const extensionRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    app.post(
      '/v1/clocks/:clockId/extensions',
      {
        config: {
          auth: { scopes: ['cases:work', 'filings:write'] },
          rawBody: true,
          errors: [...codes, 'idempotency-key-invalid', 'idempotency-key-reused'],
        },
        schema: {
          ...{ tags: ['Términos'], summary: 'Prorroga un término, o registra que otro sistema lo prorrogó' },
          description:
            'Lo de un usuario cumple las reglas o se rechaza. Lo que registró otro sistema (recordedBy, permiso ' +
            'filings:write) se toma como hecho, y «flags» dice qué reglas no cumple. Con If-Match, solo si el ' +
            'término sigue en la versión que se consultó (ETag).',
          ...{ params: clockParams, body: extensionBody, response: { 201: extensionView } },
        },
      },
      async (request, reply) => {
        const { caller, params, body, rawBody } = request
        const { clockId } = params
        assertMayExtend(caller, body.recordedBy)
        const found = await readClock(deps.log, deps.calendars, clockId)
        if (found) assertEntity(caller, found.entity)
        const key = idempotencyKey(request)
        const seed = `${caller.client}:extensions:${key ?? randomUUID()}`
        const digest = createHash('sha256').update(rawBody).digest('hex')
        const ifMatch = ifMatchOf(request.headers['if-match'])
        const asked = { clockId, ...body, actor: actorOf(caller), seed, ifMatch }
        const done = await extendClock(deps, {
          ...asked,
          ...(key !== undefined && { claim: { key: seed, digest } }),
        })
        if ('version' in done) throw changed(done.version)
        if ('refused' in done) throw problem(done.refused, done)
        if (done.replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(201).send(extensionOf(done.extension))
      },
    )
  }

function changed(version: number) {
  const detail = 'Consulte el término de nuevo antes de prorrogarlo.'
  return problem('clock-changed', { detail, extra: { version }, headers: { etag: `"${version}"` } })
}
