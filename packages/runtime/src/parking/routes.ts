import { enclosureKind } from '@ventanilla/bus'
import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { BusinessClock } from '../clock.ts'
import type { Service } from '../service.ts'
import { findCase } from './find-case.ts'
import type { ParkedModel } from './parked-model.ts'
import {
  caseParams,
  discardBody,
  discarded,
  eventParams,
  eventsQuery,
  listQuery,
  parkedDetail,
  parkedList,
  replayed,
} from './shapes.ts'
import { caseOf, cursorOf, eventOf, lastOf } from './views.ts'

const auth = { scopes: ['admin'] } as const
const tags = ['Casos apartados']
const config = { auth, errors: ['parked-case-unknown'] } as const

/** Where who runs a service sees which cases wait, and has them replayed or discarded. */
export function parkedRoutes(service: Service, parked: ParkedModel, clock: BusinessClock): HttpRoutes {
  const base = `/v1/parked/${service.name}`
  const one = `${base}/:consumer/:source/:case`
  const find = (caller: Caller, params: z.output<typeof caseParams>) =>
    findCase(service, clock, caller, params)

  return async (app) => {
    app.get(
      base,
      {
        config: { auth },
        schema: {
          ...{ tags, summary: `Los casos que ${service.name} tiene apartados` },
          ...{ querystring: listQuery, response: { 200: parkedList } },
        },
      },
      async ({ query, caller }) => {
        const { limit, source } = query
        if (query.entity !== undefined) assertEntity(caller, query.entity)
        const entity = query.entity ?? caller.entity
        const rows = await parked.list({ entity, source, after: lastOf(query.cursor), limit: limit + 1 })
        const items = rows.slice(0, limit)
        const last = rows.length > limit ? items.at(-1) : undefined
        return { items: items.map(caseOf), ...(last && { next: cursorOf(last.stream) }) }
      },
    )
    app.get(
      one,
      {
        config,
        schema: {
          ...{ tags, summary: 'Un caso apartado, con los eventos que esperan' },
          ...{ params: caseParams, querystring: eventsQuery, response: { 200: parkedDetail } },
        },
      },
      async ({ params, query, caller }) => {
        const { entity, waiting } = await find(caller, params)
        const after = Number(lastOf(query.cursor) ?? 0)
        const left = waiting.filter(({ version }) => version > after)
        const page = left.slice(0, query.limit)
        const last = left.length > page.length ? page.at(-1) : undefined
        return {
          ...{ ...params, entity, waiting: waiting.length, events: page.map(eventOf) },
          ...(last && { next: cursorOf(String(last.version)) }),
        }
      },
    )
    app.get(
      `${one}/events/:event`,
      {
        config: { auth, errors: [...config.errors, 'parked-event-unknown'] },
        schema: {
          ...{ tags, summary: 'Un evento apartado, byte por byte como llegó', params: eventParams },
          ...{ produces: ['application/octet-stream'], response: { 200: z.string() } },
        },
      },
      async ({ params: { event, ...asked }, caller }, reply) => {
        const { stream, waiting } = await find(caller, asked)
        const known = waiting.some(({ version }) => version === event)
        const bytes = known && (await service.log.enclosure(stream, enclosureKind(event)))
        if (!bytes) throw problem('parked-event-unknown')
        reply
          .type('application/octet-stream')
          .header('content-disposition', 'attachment; filename="evento.json"')
        // Bytes pass by the serializer, whose type knows texts alone.
        return Buffer.from(bytes) as unknown as string
      },
    )
    app.post(
      `${one}/replay`,
      {
        config: { auth, errors: [...config.errors, 'parked-still-failing'] },
        schema: {
          ...{ tags, summary: 'Atiende en orden lo que espera, hasta que algo vuelva a fallar' },
          ...{ params: caseParams, response: { 200: replayed } },
        },
      },
      async ({ params, caller }) => {
        const { parked, release } = await find(caller, params)
        const done = await release.replay(parked, actorOf(caller))
        if (done.outcome === 'not-parked') throw problem('parked-case-unknown')
        if (done.outcome === 'replayed') return { events: done.events }
        const { reason, stoppedAt, left } = done
        throw problem('parked-still-failing', {
          detail: `Falló el evento ${stoppedAt.version} (${reason.code}).`,
          extra: { replayed: done.replayed, left, event: stoppedAt.version, reason },
        })
      },
    )
    app.post(
      `${one}/discard`,
      {
        config,
        schema: {
          ...{ tags, summary: 'Descarta lo que espera; lo que llegue después se atiende' },
          ...{ params: caseParams, body: discardBody, response: { 200: discarded } },
        },
      },
      async ({ params, caller, body: { reason, reference } }) => {
        const { parked, release } = await find(caller, params)
        const why = { reason, ...(reference !== undefined && { reference }) }
        const events = await release.discard(parked, { actor: actorOf(caller), ...why })
        if (events === 0) throw problem('parked-case-unknown')
        return { events }
      },
    )
  }
}

/** Who did it, as facts name them: a user by their subject, an application by its client. */
function actorOf({ client, subject }: Caller): string {
  return subject === client ? `client:${client}` : `user:${subject}`
}

/** @throws ProblemError `scope-missing` when the token is bound to another entity */
function assertEntity({ entity: bound }: Caller, entity: string): void {
  if (bound !== undefined && bound !== entity)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
}
