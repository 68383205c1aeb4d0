import { addDays, fromDayNumber, type LocalDate, toDayNumber } from './local-date.ts'
import type { Overlay } from './overlay.ts'
import { type DayRange, wholeRange } from './working-days.ts'

/** A stretch of a count about which its calendar has nothing to say. */
export interface CalendarWarning {
  readonly code: 'outside-validity'
  /** The overlays whose validity leaves the days out. */
  readonly calendar: string
  readonly from: LocalDate
  readonly to: LocalDate
  /** Spanish, a sentence. */
  readonly detail: string
}

/** A day that an overlay with `outside: refuse` forbids to count. */
export class OutsideValidity extends RangeError {
  override readonly name = 'OutsideValidity'
  readonly code = 'outside-validity'
  readonly calendar: string
  readonly date: LocalDate

  constructor(calendar: string, date: LocalDate, from: LocalDate, to: LocalDate) {
    super(`el calendario ${calendar} solo cuenta días de ${from} a ${to}, no ${date}`)
    this.calendar = calendar
    this.date = date
  }
}

/** Overlays whose validity is one: together they say until when somebody has looked at the days. */
export interface Group {
  readonly id: string
  readonly overlays: readonly Overlay[]
}

/**
 * An entity's own calendars, and those that only repeat the nation's one-off days: a list of civic days up to 2030
 * doesn't mean that the entity has laid down its closings until then.
 */
export function groupsOf(overlays: readonly Overlay[]): readonly Group[] {
  const [national, own] = [overlays.filter(isNational), overlays.filter((one) => !isNational(one))]
  return [own, national]
    .filter((group) => group.length > 0)
    .map((group) => ({ id: [...new Set(group.map(({ calendar }) => calendar))].join('+'), overlays: group }))
}

function isNational({ closed, civic = [], counted, attention, reception = [] }: Overlay): boolean {
  const onlyCivic = closed.length + counted.length + reception.length === 0 && attention === undefined
  return onlyCivic && civic.length > 0 && civic.every(({ scope }) => scope === 'national')
}

/** The group that has nothing to say of the day. */
export function groupWithout(groups: readonly Group[], day: number): Group | undefined {
  if (groups.length === 0) return undefined
  const date = fromDayNumber(day)
  return groups.find(({ overlays }) => !overlays.some(({ valid }) => valid.from <= date && date <= valid.to))
}

/** The days that may be counted, and the error for another one. Between two validities there may be a gap: it is warned of. */
export function countable(groups: readonly Group[]): {
  range: DayRange
  refuse?: (day: number) => RangeError
} {
  const strict = groups.find(({ overlays }) => overlays.some(({ outside }) => outside === 'refuse'))
  if (strict === undefined) return { range: wholeRange }
  const from = strict.overlays.map(({ valid }) => valid.from).toSorted()[0] ?? ''
  const to =
    strict.overlays
      .map(({ valid }) => valid.to)
      .toSorted()
      .at(-1) ?? ''
  return {
    range: { first: toDayNumber(from), last: toDayNumber(to) },
    refuse: (day) => new OutsideValidity(strict.id, fromDayNumber(day), from, to),
  }
}

/**
 * What whoever reads a count has to be told: the days from `from` to `to`, both included, that the calendar's overlays
 * leave out, for which the national calendar was taken.
 */
export function warningsBetween(
  overlays: readonly Overlay[],
  from: LocalDate,
  to: LocalDate,
): readonly CalendarWarning[] {
  return groupsOf(overlays).flatMap(({ id, overlays: group }) =>
    uncovered(group, from, to).map((stretch) => warning(id, group, stretch)),
  )
}

function uncovered(group: readonly Overlay[], from: LocalDate, to: LocalDate): [LocalDate, LocalDate][] {
  const left: [LocalDate, LocalDate][] = []
  let next = from
  for (const { valid } of group.toSorted((one, other) => (one.valid.from < other.valid.from ? -1 : 1))) {
    if (next > to || valid.from > to) break
    if (valid.from > next) left.push([next, addDays(valid.from, -1)])
    if (valid.to >= next) next = addDays(valid.to, 1)
  }
  if (next <= to) left.push([next, to])
  return left
}

function warning(id: string, group: readonly Overlay[], [from, to]: [LocalDate, LocalDate]): CalendarWarning {
  const stated = group.every(({ outside }) => outside === 'national')
  const why = stated ? 'como él mismo dispone' : 'porque no dice qué rige fuera de ella'
  const detail =
    `Del ${from} al ${to} el calendario ${id} no está vigente: esos días se cuentan por el calendario nacional, ` +
    `${why}, y pueden cambiar si la entidad expide otro.`
  return { code: 'outside-validity', calendar: id, from, to, detail }
}
