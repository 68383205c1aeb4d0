import { createHash } from 'node:crypto'
import { type HolidayRule, nationalRules } from './holiday-rules.ts'
import { firstYear, type Holiday, holidays, lastYear } from './holidays.ts'
import { type LocalDate, toDayNumber, weekdayOf } from './local-date.ts'
import type { Overlay } from './overlay.ts'
import { coveredDay, numberWorkingDays, type WorkingDays } from './working-days.ts'

export interface DayKind {
  readonly date: LocalDate
  readonly working: boolean
  readonly why: 'business-day' | 'saturday' | 'sunday' | 'holiday' | 'closed' | 'counted-holiday'
  /** Spanish, for people: 'festivo: Navidad'. */
  readonly text: string
  /** The law or act that makes the day what it is; none for an ordinary business day. */
  readonly source?: string
}

/** Which days count. Dates outside 1984–2199 throw RangeError. */
export interface Calendar {
  /** 'co', or the id of the overlay (several joined by '+'). */
  readonly id: string
  /** Recorded with every due date: the same version always gives the same days. */
  readonly version: string
  readonly workingDays: WorkingDays
  day(date: LocalDate): DayKind
  isBusinessDay(date: LocalDate): boolean
}

type Special = Pick<DayKind, 'working' | 'why' | 'text' | 'source'>

/** The national calendar: weekends and holidays are out. Other `rules` make another version. */
export function nationalCalendar(rules: readonly HolidayRule[] = nationalRules): Calendar {
  return build('co', nationalVersion(rules), holidayDays(rules))
}

/**
 * The national calendar as an entity's own acts change it. Where two overlays speak of one day the later in
 * the list prevails; none at all gives the national calendar.
 */
export function withOverlays(
  overlays: readonly Overlay[],
  rules: readonly HolidayRule[] = nationalRules,
): Calendar {
  if (overlays.length === 0) return nationalCalendar(rules)
  const special = holidayDays(rules)
  const national = new Map(special)
  for (const overlay of overlays) {
    for (const { date, by } of overlay.closed) {
      special.set(toDayNumber(date), {
        working: false,
        why: 'closed',
        text: `cierre de la entidad: ${by}`,
        source: by,
      })
    }
    for (const { date, why } of overlay.counted) {
      const name = national.get(toDayNumber(date))?.text ?? 'festivo'
      const text = `${name}; la entidad lo cuenta como día hábil: ${why}`
      special.set(toDayNumber(date), {
        working: true,
        why: 'counted-holiday',
        text,
        source: overlay.calendar,
      })
    }
  }
  const id = [...new Set(overlays.map((overlay) => overlay.calendar))].join('+')
  return build(id, `${id}@${digest([nationalVersion(rules), ...overlays.map(canonical)])}`, special)
}

function build(id: string, version: string, special: ReadonlyMap<number, Special>): Calendar {
  const isWorking = (day: number) => weekdayOf(day) < 6 && (special.get(day)?.working ?? true)
  let numbered: WorkingDays | undefined
  return {
    id,
    version,
    get workingDays() {
      numbered ??= numberWorkingDays(isWorking)
      return numbered
    },
    day: (date) => ({ date, ...kindOf(coveredDay(date), special) }),
    isBusinessDay: (date) => isWorking(coveredDay(date)),
  }
}

/** A weekend stays one whatever else falls on it: no overlay makes a Saturday count. */
function kindOf(day: number, special: ReadonlyMap<number, Special>): Special {
  const own = special.get(day)
  const weekday = weekdayOf(day)
  if (weekday < 6) return own ?? { working: true, why: 'business-day', text: 'día hábil' }
  const also = own?.why === 'holiday' ? ` (además, ${own.text})` : ''
  const source = 'Ley 4/1913 art. 62'
  return weekday === 6
    ? { working: false, why: 'saturday', text: `sábado${also}`, source }
    : { working: false, why: 'sunday', text: `domingo${also}`, source }
}

function holidayDays(rules: readonly HolidayRule[]): Map<number, Special> {
  const days = new Map<number, Special>()
  const byDate = Map.groupBy(holidays(firstYear, lastYear, rules), (holiday) => holiday.date)
  for (const [date, found] of byDate) days.set(toDayNumber(date), asSpecial(found))
  return days
}

function asSpecial(found: readonly Holiday[]): Special {
  const names = found.map((holiday) => holiday.name).join(' y ')
  const source = [...new Set(found.map((holiday) => holiday.source))].join(', ')
  return { working: false, why: 'holiday', text: `festivo: ${names}`, source }
}

function nationalVersion(rules: readonly HolidayRule[]): string {
  return rules === nationalRules ? 'co@1' : `co@${digest(rules)}`
}

/** The same content gives the same text, however the file ordered its keys and days. */
function canonical({ calendar, base, valid, closed, counted }: Overlay): unknown {
  const byDate = <T extends { date: string }>(days: readonly T[]) =>
    days.toSorted((one, other) => (one.date < other.date ? -1 : 1))
  return [
    calendar,
    base,
    valid.from,
    valid.to,
    byDate(closed).map(({ date, by }) => [date, by]),
    byDate(counted).map(({ date, why }) => [date, why]),
  ]
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
}
