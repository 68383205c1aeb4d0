import { type Act, actsByDay, dayUnder, type TermOf } from './acts.ts'
import { nationalVersion, overlaidVersion } from './calendar-version.ts'
import type { DayKind, Special } from './day-kind.ts'
import { type HolidayRule, nationalRules } from './holiday-rules.ts'
import { firstYear, type Holiday, holidays, lastYear } from './holidays.ts'
import { type LocalDate, toDayNumber, weekdayOf } from './local-date.ts'
import type { Overlay } from './overlay.ts'
import { countable, type Group, groupsOf, groupWithout } from './validity.ts'
import { coveredDay, numberWorkingDays, type WorkingDays, withExtraDays } from './working-days.ts'

/** Which days count. Dates outside 1984–2199, and those an overlay refuses to count, throw RangeError. */
export interface Calendar {
  /** 'co', or the id of the overlay (several joined by '+'). */
  readonly id: string
  /** Recorded with every due date: the same version always gives the same days. */
  readonly version: string
  /** What it was made from, in the order in which they prevail. */
  readonly overlays: readonly Overlay[]
  readonly workingDays: WorkingDays
  day(date: LocalDate): DayKind
  isBusinessDay(date: LocalDate): boolean
  /**
   * The same calendar and version as one term sees it: a closing that doesn't suspend the term counts. Cheap: itself
   * where every closing suspends every term, else its own tables with the few days that differ.
   */
  forTerm(term: TermOf): Calendar
}

/** The national calendar: weekends and holidays are out. Other `rules` make another version. */
export function nationalCalendar(rules: readonly HolidayRule[] = nationalRules): Calendar {
  return withOverlays([], rules)
}

/**
 * The national calendar as an entity's own acts change it. Where two overlays speak of one day the later in
 * the list prevails; none at all gives the national calendar.
 */
export function withOverlays(
  overlays: readonly Overlay[],
  rules: readonly HolidayRule[] = nationalRules,
): Calendar {
  const id = [...new Set(overlays.map((overlay) => overlay.calendar))].join('+') || 'co'
  const version = overlays.length === 0 ? nationalVersion(rules) : overlaidVersion(id, overlays, rules)
  const national = holidayDays(rules)
  return build({ id, version, overlays, national, acts: actsByDay(overlays, national) })
}

interface Ground {
  readonly id: string
  readonly version: string
  readonly overlays: readonly Overlay[]
  readonly national: ReadonlyMap<number, Special>
  readonly acts: ReadonlyMap<number, readonly Act[]>
}

function build({ id, version, overlays, national, acts }: Ground): Calendar {
  const groups = groupsOf(overlays)
  const { range, refuse } = countable(groups)
  const inRange = (day: number) => day >= range.first && day <= range.last
  const special = (day: number, term?: TermOf) => dayUnder(acts.get(day) ?? [], national.get(day), term)
  const works = (day: number, term?: TermOf) => weekdayOf(day) < 6 && (special(day, term)?.working ?? true)
  const partial = [...acts]
    .flatMap(([day, all]) => (inRange(day) && all.some(({ suspends }) => suspends) ? day : []))
    .sort(byNumber)
  const ofTerms = new Map<string, Calendar>()

  function seenBy(term: TermOf | undefined, number: () => WorkingDays): Calendar {
    let numbered: WorkingDays | undefined
    return {
      ...{ id, version, overlays },
      get workingDays() {
        numbered ??= number()
        return numbered
      },
      day: (date) => ({ date, ...kindOf(dayIn(date), (day) => special(day, term), groups) }),
      isBusinessDay: (date) => works(dayIn(date), term),
      forTerm: (other) => (partial.length === 0 ? whole : ofTerm(other)),
    }
  }

  function ofTerm(term: TermOf): Calendar {
    const key = JSON.stringify([term.regime, term.kind])
    const extra = () => partial.filter((day) => works(day, term) && !works(day))
    const found = ofTerms.get(key) ?? seenBy(term, () => withExtraDays(whole.workingDays, extra()))
    ofTerms.set(key, found)
    return found
  }

  function dayIn(date: LocalDate): number {
    const day = coveredDay(date)
    if (refuse !== undefined && !inRange(day)) throw refuse(day)
    return day
  }

  const whole = seenBy(undefined, () => numberWorkingDays((day) => works(day), range, refuse))
  return whole
}

/** A weekend stays one whatever else falls on it: no overlay makes a Saturday count. */
function kindOf(
  day: number,
  special: (day: number) => Special | undefined,
  groups: readonly Group[],
): Special {
  const own = special(day)
  const weekday = weekdayOf(day)
  if (weekday < 6) return own ?? ordinary(groupWithout(groups, day))
  const also = own?.why === 'holiday' ? ` (además, ${own.text})` : ''
  const source = 'Ley 4/1913 art. 62'
  return weekday === 6
    ? { working: false, why: 'saturday', text: `sábado${also}`, source }
    : { working: false, why: 'sunday', text: `domingo${also}`, source }
}

/** Nobody has said that the entity works on a day that its calendars leave out: that it counts is told with its reason. */
function ordinary(without: Group | undefined): Special {
  const why = 'business-day'
  if (without === undefined) return { working: true, why, text: 'día hábil' }
  const text = `día hábil (fuera de la vigencia de ${without.id}: rige el calendario nacional)`
  return { working: true, why, text }
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

function byNumber(one: number, other: number): number {
  return one - other
}
