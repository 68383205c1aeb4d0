import { createHash } from 'node:crypto'
import { type Caller, type HttpRoutes, problem, unknownName } from '@ventanilla/http-kit'
import { standingOf } from '@ventanilla/projections'
import { z } from 'zod'
import type { ReportingDeps } from '../deps.ts'
import type { Staffing } from '../domain/staffing/capacity.ts'
import { type Change, inOrder, type Tried } from '../domain/staffing/tried.ts'
import { caseFiles } from '../queries/case-files/projection.ts'
import { createTrials } from '../queries/staffing/trials.ts'
import { type NotTried, type StaffingAsked, tryStaffing } from '../queries/staffing/try.ts'
import { allowEntity, todayOf } from './access.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { staffingBody, staffingView } from './staffing-shapes.ts'

type Body = z.output<typeof staffingBody>

/** How long one request works before it says how far it is. */
const WAIT_MS = 2_000

/** What a trial is called, and after which case a page begins. */
const place = z.tuple([z.string().max(100), z.iso.date().nullable(), z.uuid().nullable()])

/** Which cases would have ended otherwise with other people in an area. */
export function staffingRoutes(deps: ReportingDeps): HttpRoutes {
  const { database, calendarOf } = deps
  const trials = createTrials<Tried | NotTried>()
  return async (app) => {
    app.post(
      '/v1/case-files/what-if',
      {
        config: {
          auth: { scopes: ['cases:read', 'admin'] },
          errors: [
            ...['staffing-area-unknown', 'staffing-pace-unknown'],
            ...['staffing-too-many-cases', 'staffing-busy', 'staffing-not-ready'],
          ],
        },
        schema: {
          summary: 'Qué casos habrían terminado otro día con otra capacidad en un área, sin cambiar nada',
          description:
            'Repite un período en las colas de unas áreas con otra capacidad y lista los casos que se habrían ' +
            'respondido a tiempo o tarde en lugar de como fue. No escribe nada. Con la capacidad que hubo no cambia ' +
            'ninguno. Mientras se cuenta responde sin casos, con «next».',
          tags: ['expedientes'],
          ...{ body: staffingBody, response: { 200: staffingView } },
        },
      },
      async ({ body, caller }) => {
        const asked = askedOf(deps, body, caller)
        const { entity } = asked
        const [known, due = null, caseId = null] =
          body.cursor === undefined ? [] : placeOf(place, body.cursor, 'body.cursor')
        const calendar = calendarOf(entity)
        const { table, position } = await standingOf(database, caseFiles.name, entity)
        const question = digest([{ ...asked, staffing: body.staffing }, calendar.version])
        await assertKnown(deps, table, entity, body.entity)
        // A page of a trial that is still held here goes on with it, whatever has happened since.
        const held = known?.startsWith(`${question}.`) && trials.has(known) ? known : undefined
        const key = held ?? `${question}.${digest([table, position])}`
        const found = await trials
          .get(key, WAIT_MS, (tell) => tryStaffing({ db: database, table, calendar }, asked, tell))
          .catch(assertReady)
        if (found === 'busy') throw problem('staffing-busy', { retryAfter: 10 })
        const { from, to, today } = asked
        const view = { entity, period: { from, to }, asOf: today, calendar: calendar.version }
        if ('progress' in found)
          return {
            ...{ ...view, items: [], totals: null, areas: null, progress: found.progress },
            next: cursorOf([key, due, caseId]),
          }
        const tried = assertTried(found.result, body)
        const { items, next } = pageOf(tried, key, { due, caseId }, body)
        const { totals, areas } = tried
        return {
          ...{ ...view, items },
          totals: { ...totals, states: [...totals.states] },
          areas: areas.map((one) => ({ ...one, states: [...one.states] })),
          progress: { done: totals.cases, total: totals.cases },
          ...(next !== undefined && { next }),
        }
      },
    )
  }
}

/** @throws ProblemError for what can't be asked */
function askedOf({ clock, entities }: ReportingDeps, body: Body, caller: Caller): StaffingAsked {
  const entity = body.entity ?? caller.entity
  if (entity === undefined)
    throw problem('validation-failed', { field: 'body.entity', detail: 'Diga de qué entidad.' })
  allowEntity(caller, entity)
  const today = todayOf(clock)
  const { from, to = today, staffing } = body
  if (to > today)
    throw problem('validation-failed', { field: 'body.to', detail: 'El período no puede pasar de hoy.' })
  if (from > to)
    throw problem('validation-failed', {
      field: 'body.from',
      detail: 'El período empieza después de su fin.',
    })
  const areas = entities.get(entity)?.areas.map(({ id }) => id)
  const unknown = staffing.findIndex(({ area }) => areas !== undefined && !areas.includes(area))
  if (unknown !== -1)
    throw problem('staffing-area-unknown', {
      field: `body.staffing[${unknown}].area`,
      detail: `Las áreas de la entidad son: ${areas?.join(', ')}.`,
    })
  return {
    entity,
    from,
    to,
    today,
    staffing: new Map(staffing.map(({ area, ...how }) => [area, how as Staffing])),
  }
}

/** Of definitions that were taken away there may be cases. @throws ProblemError `name-unknown` */
async function assertKnown(
  { database, entities }: Pick<ReportingDeps, 'database' | 'entities'>,
  table: string,
  entity: string,
  sent: string | undefined,
): Promise<void> {
  if (entities.has(entity)) return
  const some = await database.query(`select from ${table} where entity = $1 limit 1`, [entity])
  if (some.length > 0) return
  throw unknownName(sent === undefined ? undefined : 'body.entity', entities.keys())
}

/** @throws ProblemError for what could not be tried */
function assertTried(result: Tried | NotTried, { staffing }: Body): Tried {
  if ('tooMany' in result)
    throw problem('staffing-too-many-cases', {
      field: 'body.from',
      detail: `Desde ese día pasaron más de ${result.tooMany.toLocaleString('es-CO')} casos por esas áreas.`,
    })
  if (!('paceUnknown' in result)) return result
  const { paceUnknown } = result
  const index = staffing.findIndex(({ area }) => area === paceUnknown)
  throw problem('staffing-pace-unknown', {
    field: `body.staffing[${index}].perDay`,
    detail: `De «${paceUnknown}» no salió ningún caso en el período: pruebe con percent o people.`,
  })
}

/** While a read model of an older version serves, nobody knows who was in which queue. */
function assertReady(error: unknown): never {
  const lacksColumn = error instanceof Error && 'code' in error && error.code === UNDEFINED_COLUMN
  if (!lacksColumn) throw error
  throw problem('staffing-not-ready', { retryAfter: 60, cause: error })
}

/** SQLSTATE */
const UNDEFINED_COLUMN = '42703'

type Place = { due: string | null; caseId: string | null }

function pageOf({ changes }: Tried, key: string, { due, caseId }: Place, { list, limit }: Body) {
  const after = caseId === null ? undefined : { due, caseId }
  const rest = changes.filter(
    (change) =>
      (list === 'date' || change.before.state !== change.after.state) &&
      (after === undefined || inOrder(after, change) < 0),
  )
  const items = rest.slice(0, limit).map((change: Change) => ({ ...change, movedBy: change.movedBy ?? null }))
  const last = rest.length > limit ? items.at(-1) : undefined
  return { items, ...(last && { next: cursorOf([key, last.due, last.caseId]) }) }
}

function digest(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url')
}
