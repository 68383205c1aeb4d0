import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import type { Feed, Held } from '../queries/updates/feed.ts'
import type { Tail } from '../queries/updates/tail.ts'
import { allowEntity } from './access.ts'
import { heartbeat, message, unhurried } from './event-stream.ts'
import { entity } from './shapes.ts'

export interface UpdatesTimes {
  /** Milliseconds between signs of life. */
  heartbeatMs: number
  /** After which a reader who takes nothing is cut off. */
  stallMs: number
  /** After which everybody comes back, with a token that is still good. */
  lifeMs: number
}

const TIMES: UpdatesTimes = { heartbeatMs: 15_000, stallMs: 30_000, lifeMs: 600_000 }

/** In one process, of one person: a console has one for each of its windows, and is one client for everybody. */
const MAX_OF_CALLER = 20
const MAX = 1_000
const COME_BACK_MS = 1_000

const headers = z.looseObject({
  'last-event-id': z
    .string()
    .regex(/^\d{1,15}$/, 'Es el número del último mensaje que se recibió.')
    .transform(Number)
    .optional()
    .describe('El `id` del último mensaje que se recibió; sin él se empieza por lo que pase desde ahora'),
})

const description = [
  'Un mensaje `ready` dice desde qué posición del diario se cuenta. Luego uno `case` por cada hecho de un caso:',
  '`{ caseId, type, position, at }`, cuando el expediente ya se puede leer con él. El `id` de cada mensaje es la',
  'posición; quien vuelve con `Last-Event-ID` recibe todo lo que siguió, sin huecos. La conexión se corta cada diez',
  'minutos, y cuando quien lee se queda atrás.',
].join(' ')

/** What changes, as it changes. */
export function updatesRoutes(
  { log }: Pick<ReportingDeps, 'log'>,
  feed: Feed,
  times: UpdatesTimes = TIMES,
): HttpRoutes {
  const open = new Map<string, number>()

  function enter({ client, subject }: Caller): () => void {
    const caller = JSON.stringify([client, subject])
    const mine = open.get(caller) ?? 0
    const all = open.values().reduce((sum, count) => sum + count, 0)
    if (mine >= MAX_OF_CALLER || all >= MAX) throw problem('updates-too-many', { retryAfter: 30 })
    open.set(caller, mine + 1)
    return () => {
      const left = (open.get(caller) ?? 1) - 1
      if (left > 0) open.set(caller, left)
      else open.delete(caller)
    }
  }

  return async (app) => {
    app.addHook('preClose', async () => feed.letGo())
    app.get(
      '/v1/updates',
      {
        config: { auth: { scopes: ['cases:read', 'admin'] }, errors: ['updates-too-many'] },
        // An answer without its body would not end.
        exposeHeadRoute: false,
        schema: {
          ...{ summary: 'Qué casos de una entidad cambian, a medida que cambian (Server-Sent Events)' },
          ...{ description, tags: ['expedientes'], produces: ['text/event-stream'], headers },
          querystring: z.strictObject({ entity }),
          response: { 200: z.string().describe('Los mensajes, uno tras otro, hasta que se corta') },
        },
      },
      async ({ query, caller, headers }, reply) => {
        allowEntity(caller, query.entity)
        const leave = enter(caller)
        let held: Held | undefined
        try {
          held = await feed.hold(query.entity)
          const after = headers['last-event-id'] ?? held.tail.end()
          if (after > held.tail.end() && after > (await log.head(query.entity))) throw ahead()
          const { tail, closing, release } = held
          const body = unhurried(
            (ended) => messages(tail, after, times, AbortSignal.any([ended, closing])),
            times.stallMs,
          )
          body.once('close', () => {
            release()
            leave()
          })
          reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no')
          // A stream passes by the serializer, whose type knows texts alone.
          return body as unknown as string
        } catch (error) {
          held?.release()
          leave()
          throw error
        }
      },
    )
  }
}

async function* messages(
  tail: Tail,
  after: number,
  { heartbeatMs, lifeMs }: UpdatesTimes,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const over = performance.now() + lifeMs
  yield `retry: ${COME_BACK_MS}\n\n${message('ready', after, { position: after })}`
  for (let at = after; !signal.aborted && performance.now() < over; ) {
    const { updates, upTo } = await tail.next(at, heartbeatMs, signal)
    if (signal.aborted) return
    at = upTo
    yield updates.map((update) => message('case', update.position, update)).join('') || heartbeat
  }
}

function ahead() {
  return problem('validation-failed', {
    field: 'headers.last-event-id',
    detail: 'El diario no ha llegado a esa posición: es de otro diario. Vuelva sin ella y lea de nuevo.',
  })
}
