import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import fc from 'fast-check'
import { publisher } from './facts.ts'

export const START: LocalDate = '2024-02-05'
export const DAYS = 8
export const END = bogotaInstant(addDays(START, DAYS + 1), '12:00')

const HOUR = 3_600_000
const began = Date.parse(bogotaInstant(START))

/** Something that a publisher tells so many hours after the beginning, and which happened so many hours before that. */
interface Said {
  hour: number
  ago: number
  tell: (tell: ReturnType<typeof publisher>, caseId: string, at: string) => PublicEvent[]
}

const day = (at: string) => new Date(Date.parse(at) - 5 * HOUR).toISOString().slice(0, 10)

const happening = fc.record({
  after: fc.integer({ min: 0, max: 80 }),
  // Most of it is told as it happens; what another system did, or a filing that waited, comes later.
  ago: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 70 }) },
  ),
  does: fc.constantFrom('assign', 'pause', 'resume', 'extend', 'answer', 'annul', 'reopen'),
  area: fc.constantFrom('cartera', 'juridica'),
})

const oneCase = fc.record({
  hour: fc.integer({ min: 0, max: 24 * (DAYS - 2) }),
  ago: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 70 })),
  kind: fc.constantFrom('queja', 'reclamo'),
  area: fc.constantFrom('cartera', 'juridica', undefined),
  term: fc.integer({ min: 0, max: 6 }),
  elsewhere: fc.constantFrom<{ recordedBy?: string }>({}, {}, {}, { recordedBy: 'crm' }),
  later: fc.array(happening, { maxLength: 5 }),
})
type OneCase = typeof oneCase extends fc.Arbitrary<infer T> ? T : never

/** What happens to a case, in the order in which it is told. */
function saidOf({ hour, ago, kind, area, term, elsewhere, later }: OneCase): Said[] {
  let due: LocalDate
  const born: Said = {
    ...{ hour, ago },
    tell: (tell, id, at) => {
      due = addDays(day(at), term)
      const about = { kind, ...elsewhere }
      return [
        ...[tell.filed(id, at, about), tell.opened(id, at, about)],
        ...(area === undefined ? [] : [tell.assigned(id, at, area)]),
        tell.started(id, day(at), due),
      ]
    },
  }
  let told = hour
  const rest = later.map((one): Said => {
    told += one.after
    return {
      ...{ hour: told, ago: one.ago },
      tell: (tell, id, at) => {
        const on = day(at)
        switch (one.does) {
          case 'assign':
            return [tell.assigned(id, at, one.area)]
          case 'pause':
            return [tell.paused(id, on)]
          case 'resume':
            due = addDays(due, 2)
            return [tell.resumed(id, on, due)]
          case 'extend':
            due = addDays(due, 3)
            return [tell.extended(id, on, 3, due)]
          case 'answer':
            return [tell.answered(id, on), tell.moved(id, on, 'respondida'), tell.met(id, on, due)]
          case 'annul':
            return [tell.moved(id, on, 'anulada', { final: true }), tell.cancelled(id, on)]
          default:
            return [tell.moved(id, on, 'reabierta', { clock: 'runs', from: 'respondida' })]
        }
      },
    }
  })
  return [born, ...rest]
}

/** A history: what each of three services wrote, in its order, and when it wrote it. */
export interface History {
  events: PublicEvent[]
  caseIds: string[]
}

/** The same history for whichever entity: its cases have ids of their own. */
export const histories: fc.Arbitrary<(entity: string) => History> = fc
  .array(oneCase, { minLength: 2, maxLength: 9 })
  .map((cases) => (entity) => {
    const tell = publisher(entity)
    const caseIds = cases.map((_, n) => deriveId('case', entity, n))
    const said = cases.flatMap((one, n) => saidOf(one).map((what) => ({ ...what, n })))
    const events = said
      .toSorted((a, b) => a.hour - b.hour || a.n - b.n)
      .filter(({ hour }) => hour < 24 * (DAYS + 1))
      .flatMap(({ hour, ago, n, tell: saying }) => {
        const written = began + hour * HOUR
        const at = new Date(written - ago * HOUR).toISOString()
        const recordedAt = new Date(written).toISOString()
        // Never before it happened: of a day that isn't over, not yet by its afternoon.
        return saying(tell, caseIds[n] ?? '', at).map((event) => ({
          ...event,
          at: event.at > recordedAt ? recordedAt : event.at,
          recordedAt,
        }))
      })
    return { events: events as PublicEvent[], caseIds }
  })

export const queuesOf = (events: readonly PublicEvent[]): Map<ServiceName, PublicEvent[]> =>
  Map.groupBy(events, ({ source }) => source)
