import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { SlaClockDeps } from '../deps.ts'
import { type ActivatedCalendar, readCalendars } from '../queries/calendars/reader.ts'
import { assertEntity } from './access.ts'
import { calendarList, calendarView, entity } from './shapes.ts'

const auth = { scopes: ['cases:read', 'cases:work', 'admin'] } as const
const tags = ['Calendarios']

/** Which calendars an entity's terms were counted under, and all that is needed to count with them again. */
export const calendarRoutes =
  ({ log }: SlaClockDeps): HttpRoutes =>
  async (app) => {
    app.get(
      '/v1/calendars',
      {
        config: { auth },
        schema: {
          ...{ tags, summary: 'Los calendarios de una entidad, en el orden en que entraron en vigor' },
          ...{ querystring: z.strictObject({ entity: entity.optional() }), response: { 200: calendarList } },
        },
      },
      async ({ caller, query }) => {
        const asked = query.entity ?? caller.entity
        if (asked === undefined)
          throw problem('validation-failed', { field: 'query.entity', detail: 'Diga de qué entidad.' })
        assertEntity(caller, asked)
        return { items: (await readCalendars(log, asked)).map(itemOf) }
      },
    )
    app.get(
      '/v1/calendars/:id/:version',
      {
        config: { auth, errors: ['calendar-unknown'] },
        schema: {
          ...{ tags, summary: 'Un calendario, con su definición completa' },
          params: z.strictObject({ id: z.string().max(200), version: z.string().max(200) }),
          response: { 200: calendarView },
        },
      },
      async ({ caller, params }) => {
        const entities = caller.entity === undefined ? [...(await log.heads()).keys()] : [caller.entity]
        for (const one of entities) {
          const found = (await readCalendars(log, one)).find(
            ({ calendar, version }) => calendar === params.id && version === params.version,
          )
          if (found) return { ...itemOf(found), definition: jsonOf(found.definition) }
        }
        throw problem('calendar-unknown')
      },
    )
  }

function itemOf({ entity, calendar, version, sha256, activatedAt, actor, forOpenTerms }: ActivatedCalendar) {
  const item = { entity, calendar, version, sha256, activatedAt, actor }
  return forOpenTerms ? { ...item, act: forOpenTerms.act } : item
}

/** It came out of the log, where there is nothing but JSON. */
function jsonOf({ rules, overlays }: ActivatedCalendar['definition']) {
  return { rules: rules as unknown as z.core.util.JSONType[], overlays: [...overlays] }
}
