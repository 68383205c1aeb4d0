import type { Counted } from './counted.ts'

/** The same number of day some months later, or the month's last where it has no such day (Ley 4/1913 art. 59). */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(day, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

const msPerDay = 86_400_000

/**
 * How many days have to count in a term in months. Each stretch has as many as lie between the day it hangs from and
 * the same number of day some months later; an extension hangs from the day on which the months before it run out,
 * wherever suspensions have carried that. Of a stretch that the days don't come to the end of, what is known is that it
 * has more than they count.
 */
export function daysOfMonths({ term, days }: Counted): number {
  const counted = days.filter((day) => day.counted).map(({ date }) => date)
  let whole = 0
  let from: string | undefined = term.received
  for (const { amount } of [{ amount: term.amount }, ...term.extensions]) {
    if (from === undefined) return whole + 1
    whole += (Date.parse(monthsLater(from, amount)) - Date.parse(from)) / msPerDay
    from = counted[whole - 1]
  }
  return whole
}
