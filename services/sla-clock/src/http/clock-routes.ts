import { type Caller, type HttpRoutes, problem } from '@ventanilla/http-kit'
import { instantOf } from '@ventanilla/terms'
import { z } from 'zod'
import { knownAt, type ReadClock } from '../commands/read-clock.ts'
import type { SlaClockDeps } from '../deps.ts'
import { readClocks } from '../queries/clocks/reader.ts'
import { assertEntity } from './access.ts'
import { cursorOf, idOf } from './cursor.ts'
import { clockRead, findClock, mayRead } from './find-clock.ts'
import { asOf, clockList, clockParams, clockView, entity, explanationView, paging, states } from './shapes.ts'
import { explanationOf, itemOf, viewOf } from './views.ts'

const tags = ['Términos']

const listQuery = z.strictObject({
  entity: entity.optional(),
  caseId: z.uuid().optional().describe('Los relojes de un caso'),
  state: z.enum(states).optional(),
  ...paging,
})

/** Where terms are read: one clock and its explanation from its own facts, lists from the read model. */
export const clockRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    app.get(
      '/v1/clocks',
      {
        config: { auth: mayRead },
        schema: {
          ...{ tags, summary: 'Los términos de un caso o de una entidad' },
          ...{ querystring: listQuery, response: { 200: clockList } },
        },
      },
      async ({ caller, query }) => {
        const { limit, caseId, state } = query
        const asked = { entity: entityAsked(caller, query), caseId, state, after: idOf(query.cursor), limit }
        const rows = await readClocks(deps.database, asked)
        const items = rows.slice(0, limit).map(itemOf)
        const last = rows.length > limit ? items.at(-1) : undefined
        return { items, ...(last && { next: cursorOf(last.clockId) }) }
      },
    )
    app.get(
      '/v1/clocks/:clockId',
      {
        config: clockRead,
        schema: { tags, summary: 'Un término', params: clockParams, response: { 200: clockView } },
      },
      async ({ caller, params }, reply) => {
        const found = await findClock(deps, caller, params.clockId)
        reply.header('etag', `"${found.version}"`)
        return viewOf(found)
      },
    )
    app.get(
      '/v1/clocks/:clockId/explanation',
      {
        config: { auth: mayRead, errors: [...clockRead.errors, 'as-of-before-clock', 'as-of-in-future'] },
        schema: {
          ...{ tags, summary: 'Por qué vence ese día: todos los días, uno por uno' },
          description:
            'Con «asOf», lo que se sabía en ese instante: solo cuentan los hechos que ya se habían registrado, con ' +
            'el calendario que ellos nombran. Lo que se registre después no cambia esa respuesta.',
          ...{ params: clockParams, querystring: z.strictObject({ asOf: asOf.optional() }) },
          response: { 200: explanationView },
        },
      },
      async ({ caller, params, query }) => {
        const found = await findClock(deps, caller, params.clockId)
        if (query.asOf === undefined) return explanationOf(found, deps.clock.now())
        return explanationOf(await asKnown(deps, found, query.asOf))
      },
    )
  }

/** @throws ProblemError `as-of-in-future`, `as-of-before-clock` */
async function asKnown(
  { calendars, wall }: SlaClockDeps,
  found: ReadClock,
  text: string,
): Promise<ReadClock> {
  // The schema let nothing else through.
  const instant = instantOf(text) ?? text
  const field = 'query.asOf'
  if (instant > wall())
    throw problem('as-of-in-future', { field, detail: `Todavía no es ${instant}: no se sabe qué se sabrá.` })
  const known = await knownAt(found, calendars, instant)
  if (known) return known
  const since = found.events.find(({ type }) => type === 'ClockStarted')?.recordedAt
  throw problem('as-of-before-clock', { field, detail: `De este término se sabe desde ${since}.` })
}

/** A token of one entity sees that one's; any other says which entity or which case it means. */
function entityAsked(caller: Caller, query: { entity?: string | undefined; caseId?: string | undefined }) {
  if (query.entity !== undefined) assertEntity(caller, query.entity)
  const asked = query.entity ?? caller.entity
  if (asked === undefined && query.caseId === undefined)
    throw problem('validation-failed', {
      field: 'query.entity',
      detail: 'Diga de qué entidad o de qué caso.',
    })
  return asked
}
