import { addDays, bogotaInstant, type LocalDate, nationalCalendar } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { caseId, publisher } from './facts.ts'

/** A Tuesday. */
export const TODAY: LocalDate = '2024-02-20'

export interface Given {
  n: number
  kind: string
  area?: string
  unit?: 'calendar-days'
  received: LocalDate
  due: LocalDate
  ended?: LocalDate
  paused?: boolean
  annulled?: boolean
  /** The clock was told of the end, and the case wasn't yet. */
  metFirst?: LocalDate
}

/**
 * 150 cases by a rule that mixes them: over and open, late and in time, of two kinds and two areas. Those of one area
 * are ended slower than they come in. And some apart: in calendar days, in no area, met before routing told of it, and
 * eight of two kinds that are alike in risk and due date.
 */
export function mixedCases(): Given[] {
  const mixed = Array.from({ length: 150 }, (_, n): Given => {
    const slow = n % 3 === 0
    const received = addDays('2023-11-07', Math.floor((n * 104) / 150))
    const ended = addDays(received, slow ? 14 + ((n * 7) % 19) : 3 + ((n * 5) % 21))
    return {
      ...{ n, kind: n % 2 ? 'queja' : 'reclamo', received, due: addDays(received, 21 + (n % 4)) },
      area: slow ? 'gestion-operaciones' : 'otorgamiento-productos',
      ...(ended < TODAY && n % 11 !== 0 && { ended }),
      ...(n % 23 === 5 && { paused: true }),
      ...(n % 17 === 3 && { annulled: true }),
    }
  })
  const calendarDays = { kind: 'consulta', area: 'otorgamiento-productos', unit: 'calendar-days' } as const
  return [
    ...mixed,
    // From a Friday to a Monday: three days were left of it, of which one was a business day.
    { n: 150, ...calendarDays, received: '2024-02-01', due: '2024-02-12', ended: '2024-02-09' },
    { n: 151, ...calendarDays, received: '2024-02-11', due: '2024-02-22' },
    { n: 152, kind: 'queja', received: '2024-02-15', due: '2024-03-07' },
    ...[
      { n: 153, kind: 'queja', received: '2024-02-01', due: '2024-02-22', metFirst: '2024-02-19' },
      { n: 154, kind: 'queja', received: '2024-01-05', due: '2024-01-26', metFirst: '2024-01-25' },
    ].map((one) => ({ ...one, area: 'otorgamiento-productos' })),
    ...Array.from({ length: 8 }, (_, n) => ({
      ...{ n: 160 + n, kind: n % 2 ? 'sugerencia' : 'felicitacion', area: 'otorgamiento-productos' },
      ...{ received: '2024-02-16', due: '2024-03-08' },
    })),
  ]
}

export function tellOf(all: readonly Given[], tell = publisher()): PublicEvent[] {
  return all.flatMap((one) => [...born(one, tell), ...ended(one, tell)])
}

type Tell = ReturnType<typeof publisher>

function born({ n, kind, area, received, due, unit, paused }: Given, tell: Tell): PublicEvent[] {
  const id = caseId(n)
  const at = bogotaInstant(received, '10:00')
  return [
    ...[tell.filed(id, at, { kind }), tell.opened(id, at, { kind })],
    ...(area === undefined ? [] : [tell.assigned(id, at, area)]),
    tell.started(id, received, due, 'co@1', unit),
    ...(paused ? [tell.paused(id, addDays(received, 1))] : []),
  ]
}

/** One that was paused goes on before it ends. */
function ended(
  { n, received, due, ended: on, paused, annulled, metFirst }: Given,
  tell: Tell,
): PublicEvent[] {
  const id = caseId(n)
  if (metFirst !== undefined) return [tell.met(id, metFirst, due)]
  if (on === undefined) return []
  return [
    ...(paused ? [tell.resumed(id, addDays(received, 2), due)] : []),
    ...(due < on ? [tell.breached(id, addDays(due, 1), due)] : []),
    ...(annulled
      ? [tell.moved(id, on, 'anulada', { final: true }), tell.cancelled(id, on)]
      : [tell.answered(id, on), tell.moved(id, on, 'respondida'), tell.met(id, on, due)]),
  ]
}

/** Whether its term runs. */
export const runs = ({ ended: on, paused, metFirst }: Given) => (on ?? metFirst) === undefined && !paused

const calendar = nationalCalendar()

/** Days after `from` up to `to` that count, one by one. */
function daysAfter(from: LocalDate, to: LocalDate, unit?: 'calendar-days'): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (unit !== undefined || calendar.isBusinessDay(day)) count++
  return count
}

export interface Naive {
  value: number
  left: number
  load: { ahead: number; ended: number; days: number; daysToWork: number } | null
}

/** The estimate as the reference tells it, case by case and day by day. */
export function naively(one: Given, all: readonly Given[]): Naive {
  const left = daysAfter(TODAY, one.due, one.unit)
  const over = all
    .map(({ metFirst, ...other }) => (metFirst === undefined ? other : { ...other, ended: other.due }))
    .filter((other) => other.due < TODAY && (other.ended !== undefined || runs(other)))
  let history = riskDefaults.withoutHistory
  // All are of one procedure: the entity's are the procedure's.
  for (const alike of [over, over, over.filter(({ kind }) => kind === one.kind)]) {
    const late = alike.filter(({ ended: on, due }) => on === undefined || on > due)
    const inTime = alike.filter(
      ({ ended: on, due, unit }) => on !== undefined && on <= due && daysAfter(on, due, unit) <= left,
    )
    history = (late.length + 20 * history) / (late.length + inTime.length + 20)
  }
  const { load, short } = naiveLoad(one, all)
  return { left, value: 1 - (1 - history) * (1 - short), load }
}

function naiveLoad(one: Given, all: readonly Given[]): { load: Naive['load']; short: number } {
  if (one.area === undefined) return { load: null, short: 0 }
  const mine = all.filter(({ area }) => area === one.area)
  const days: LocalDate[] = []
  for (let day = addDays(TODAY, -1); days.length < 20; day = addDays(day, -1))
    if (calendar.isBusinessDay(day)) days.push(day)
  const first = days.at(-1) ?? ''
  const load = {
    ahead: mine.filter((other) => runs(other) && other.due <= one.due).length,
    ended: mine.filter(({ ended: on }) => on !== undefined && on >= first && on < TODAY).length,
    days: days.filter((day) =>
      mine.some(({ received, ended: on }) => received <= day && (on === undefined || on >= day)),
    ).length,
    daysToWork: daysAfter(addDays(TODAY, -1), one.due),
  }
  const manages = ((load.ended + 1) / (load.days + 1)) * load.daysToWork
  return { load, short: Math.max(0, 1 - manages / load.ahead) }
}
