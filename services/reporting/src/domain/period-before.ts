import { addDays, type LocalDate, toDayNumber } from '@ventanilla/calendar'

export interface Period {
  readonly from: LocalDate
  readonly to: LocalDate
}

/**
 * The period of the same length just before: of whole months as many whole months (a quarter before a quarter, the year
 * 2026 before 2027), of other days as many days.
 */
export function periodBefore({ from, to }: Period): Period {
  const last = addDays(from, -1)
  const after = addDays(to, 1)
  if (from.endsWith('-01') && after.endsWith('-01'))
    return { from: monthsBefore(from, monthOf(after) - monthOf(from)), to: last }
  return { from: addDays(from, toDayNumber(from) - toDayNumber(after)), to: last }
}

function monthOf(day: LocalDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** @param day the first of a month */
function monthsBefore(day: LocalDate, months: number): LocalDate {
  const month = monthOf(day) - months
  const year = String(Math.floor(month / 12)).padStart(4, '0')
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`
}
