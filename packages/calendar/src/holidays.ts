import { easterDay } from './easter.ts'
import { type HolidayDay, type HolidayRule, nationalRules } from './holiday-rules.ts'
import { fromDayNumber, type LocalDate, toDayNumber, weekdayOf } from './local-date.ts'

export interface Holiday {
  readonly date: LocalDate
  readonly name: string
  /** 'fixed 12-25', 'emiliani 01-06' (kept on the Monday from that date on) or 'easter-based +43'. */
  readonly rule: string
  readonly source: string
}

/** The years that calendars cover: the first under Ley 51/1983, and one that no term reaches. */
export const firstYear = 1984
export const lastYear = 2199

/**
 * National holidays of the years `from` to `to`, both included, by date. Two holidays on one day are two
 * entries (2025-06-30 is Sagrado Corazón and San Pedro y San Pablo): count distinct dates.
 * @throws RangeError outside 1984–2199 or when from > to
 */
export function holidays(from: number, to: number, rules: readonly HolidayRule[] = nationalRules): Holiday[] {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < firstYear || to > lastYear || from > to) {
    throw new RangeError(`years must be within ${firstYear}–${lastYear}, in order: ${from}–${to}`)
  }
  const found: Holiday[] = []
  for (let year = from; year <= to; year++) {
    const easter = easterDay(year)
    for (const rule of rules) {
      const date = fromDayNumber(dayIn(year, easter, rule.day))
      if (date >= rule.from && (rule.to === undefined || date <= rule.to)) {
        found.push({ date, name: rule.name, rule: describe(rule.day), source: rule.source })
      }
    }
  }
  return found.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
}

function dayIn(year: number, easter: number, day: HolidayDay): number {
  if ('easter' in day) return easter + day.easter
  if ('fixed' in day) return toDayNumber(`${year}-${day.fixed}`)
  const own = toDayNumber(`${year}-${day.mondayFrom}`)
  return own + ((8 - weekdayOf(own)) % 7)
}

function describe(day: HolidayDay): string {
  if ('easter' in day) return `easter-based ${day.easter > 0 ? '+' : ''}${day.easter}`
  return 'fixed' in day ? `fixed ${day.fixed}` : `emiliani ${day.mondayFrom}`
}
