import { createHash, randomUUID } from 'node:crypto'
import type { Recorded } from '@ventanilla/event-log'
import { type Caller, type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { activateForOpenTerms } from '../commands/activate-for-open.ts'
import { activatedOf, forOpenOf } from '../commands/calendar-in-force.ts'
import { walkedTo } from '../commands/recount-walk.ts'
import { calendarStream } from '../commands/streams.ts'
import type { SlaClockDeps } from '../deps.ts'
import { counted } from '../domain/spanish.ts'
import type { ChangedSince } from '../queries/what-if/since.ts'
import { actorOf, assertEntity } from './access.ts'
import { entityAsked } from './asked-names.ts'
import { listedIn, listOf } from './cursor.ts'
import { entity } from './shapes.ts'
import { overlaysTried } from './what-if-routes.ts'
import { activationBody, activationList, activationView } from './what-if-shapes.ts'

// Who puts calendars in force runs the installation.
const auth = { scopes: ['admin'] } as const
const tags = ['Calendarios']
/** Lines that a refusal shows. */
const MOST_SHOWN = 100

/** Where a calendar is put in force for terms that run, once it was seen which it moves. */
export const activationRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    app.post(
      '/v1/calendars/activations',
      {
        config: {
          ...{ auth, rawBody: true },
          errors: [
            ...['calendar-refused', 'list-changed', 'calendar-in-force'],
            ...['idempotency-key-invalid', 'idempotency-key-reused'],
          ],
        },
        schema: {
          ...{ tags, summary: 'Pone un calendario en vigor, también para los términos abiertos' },
          description:
            'Lleva el «list» de la lista que se mostró (POST /v1/calendars/what-if con openOnly). Si los hechos la ' +
            'cambiaron, se rechaza y se muestra en qué. Después cada término abierto se cuenta con el calendario nuevo, ' +
            'con un hecho propio que lo dice.',
          ...{ body: activationBody, response: { 201: activationView } },
        },
      },
      async (request, reply) => {
        const { caller, body, rawBody } = request
        // A calendar in force is a fact for ever, and a name that was mistyped would have one.
        const of = await entityAsked(deps, caller, body.entity)
        const listed = listedIn(body.list, of)
        const key = idempotencyKey(request)
        const seed = `${caller.client}:activations:${key ?? randomUUID()}`
        const digest = createHash('sha256').update(rawBody).digest('hex')
        const done = await activateForOpenTerms(deps, {
          ...{ entity: of, overlays: await overlaysTried(deps, of, body), act: body.act, listed },
          ...{ includeNew: body.newCases === 'include', actor: actorOf(caller), seed },
          ...(key !== undefined && { claim: { key: seed, digest } }),
        })
        if ('refused' in done) throw problem(done.refused, done)
        if ('changed' in done) throw listChanged(done.changed, of, listed)
        if (done.replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(201).send(await viewOf(deps, done.activated))
      },
    )
    app.get(
      '/v1/calendars/activations',
      {
        config: { auth },
        schema: {
          ...{ tags, summary: 'Los calendarios puestos en vigor para los términos abiertos, y cuánto falta' },
          ...{
            querystring: z.strictObject({ entity: entity.optional() }),
            response: { 200: activationList },
          },
        },
      },
      async ({ caller, query }) => {
        const of = entityRead(caller, query.entity)
        const { events } = await deps.log.stream(calendarStream(of))
        const acts = events.filter((event) => activatedOf(event).forOpenTerms)
        const last = events.at(-1)
        return { items: await Promise.all(acts.map((event) => viewOf(deps, event, event !== last))) }
      },
    )
  }

function entityRead(caller: Caller, asked: string | undefined): string {
  const found = asked ?? caller.entity
  if (found === undefined)
    throw problem('validation-failed', { field: 'query.entity', detail: 'Diga de qué entidad.' })
  assertEntity(caller, found)
  return found
}

/** With the lines that changed, what was shown before is the list as it is now: it can be agreed to as such. */
function listChanged(
  { lines, outdated, position }: ChangedSince,
  of: string,
  { calendar, at }: { calendar: string; at: string },
) {
  if (outdated)
    return problem('list-changed', {
      field: 'body.list',
      detail:
        'La lista se hizo con otro calendario o con otros hechos, o desde entonces se puso otro en vigor. ' +
        'Hágala de nuevo.',
    })
  const whole = lines.length <= MOST_SHOWN
  const many = counted(lines.length, 'término', 'términos')
  return problem('list-changed', {
    field: 'body.list',
    detail: whole
      ? `Cambió lo que se mostró de ${many}; «changes» dice cuáles.`
      : `Cambió lo que se mostró de ${many}. Haga la lista de nuevo.`,
    extra: {
      changes: lines.slice(0, MOST_SHOWN),
      ...(whole && { list: listOf(of, { calendar, position, at }) }),
    },
  })
}

/** @param replaced by a later one, which has taken over whatever it had left to do */
async function viewOf(
  { log }: SlaClockDeps,
  event: Recorded,
  replaced = false,
): Promise<z.input<typeof activationView>> {
  const { entity: of, calendar: id, version, forOpenTerms } = activatedOf(event)
  const { at: activatedAt, actor, position } = event
  const forOpen = forOpenOf({ version: event.version, events: [event] })
  const done = forOpen ? Math.min(position, await walkedTo(log, of, forOpen)) : 0
  return {
    ...{ entity: of, calendar: { id, version }, act: forOpenTerms?.act ?? '', activatedAt, actor },
    ...{ progress: { done, total: position }, complete: replaced || done >= position },
  }
}
