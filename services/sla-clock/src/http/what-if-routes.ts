import { type Calendar, type Overlay, parseOverlay, withOverlays } from '@ventanilla/calendar'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { instantOf } from '@ventanilla/terms'
import type { z } from 'zod'
import { calendarInForce, withThese } from '../commands/calendar-in-force.ts'
import type { FoundClock } from '../commands/read-clock.ts'
import type { SlaClockDeps } from '../deps.ts'
import { underCalendar, whatIfPage } from '../queries/what-if/page.ts'
import { entityAsked } from './asked-names.ts'
import { assertReached, cursorOf, listOf, walkOf } from './cursor.ts'
import { whatIfBody, whatIfView } from './what-if-shapes.ts'

type Body = z.output<typeof whatIfBody>

/** Which cases another calendar would move, before anybody puts it in force. */
export const whatIfRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    const built = lastBuilt()
    app.post(
      '/v1/calendars/what-if',
      {
        // Who puts calendars in force runs the installation.
        config: { auth: { scopes: ['admin'] }, errors: ['calendar-refused'] },
        schema: {
          ...{
            tags: ['Calendarios'],
            summary: 'Qué casos cambiarían con otro calendario, sin ponerlo en vigor',
          },
          description:
            'Vuelve a contar los términos de una entidad con otro calendario y lista los que quedarían en otra fecha ' +
            'o en otro estado. No escribe nada. Con el calendario que está en vigor no cambia ningún término que ' +
            'nació con él.',
          ...{ body: whatIfBody, response: { 200: whatIfView } },
        },
      },
      async ({ caller, body }) => {
        const entity = await entityAsked(deps, caller, body.entity)
        const calendar = built(await overlaysTried(deps, entity, body))
        // The schema let nothing else through.
        const at = body.at === undefined ? deps.clock.now() : (instantOf(body.at) ?? body.at)
        const { openOnly, limit } = body
        const { after, since } = walkOf(body.cursor)
        const tried = (found: FoundClock) => underCalendar(found, calendar)
        const asked = { entity, tried, at, openOnly, after, limit }
        const { changes, totals, position, head } = await whatIfPage(deps, asked)
        assertReached(after, head)
        const began = since ?? head
        return {
          ...{ entity, calendar: { id: calendar.id, version: calendar.version }, at },
          items: changes.map(({ movedBy = null, ...change }) => ({ ...change, movedBy })),
          totals: { ...totals, states: [...totals.states] },
          progress: { done: position, total: head },
          list: listOf(entity, { calendar: calendar.version, position: began, at }),
          ...(position < head && { next: cursorOf(`${position}.${began}`) }),
        }
      },
    )
  }

export async function overlaysTried(
  { log }: SlaClockDeps,
  entity: string,
  { overlays, replaces }: Pick<Body, 'overlays' | 'replaces'>,
): Promise<readonly Overlay[]> {
  const asked = overlays.map(overlayAt)
  if (replaces === 'all') return asked
  const inForce = await calendarInForce(log, entity)
  return withThese(inForce?.definition.overlays ?? [], asked)
}

/** JSON is YAML, so that both are refused in the same words. @throws ProblemError `calendar-refused` */
function overlayAt(given: Body['overlays'][number], index: number): Overlay {
  const written = typeof given === 'string'
  const read = parseOverlay(written ? given : JSON.stringify(given))
  if ('overlay' in read) return read.overlay
  const { refused: reason, line, field, detail } = read
  const where = `body.overlays[${index}]`
  throw problem('calendar-refused', {
    field: field === undefined ? where : `${where}.${field}`,
    detail,
    extra: { reason, ...(written && line !== undefined && { line }) },
  })
}

/** The pages of one question have one calendar, and numbering the days of two centuries takes milliseconds. */
function lastBuilt(): (overlays: readonly Overlay[]) => Calendar {
  let last: { key: string; calendar: Calendar } | undefined
  return (overlays) => {
    const key = JSON.stringify(overlays)
    if (last?.key !== key) last = { key, calendar: withOverlays(overlays) }
    return last.calendar
  }
}
