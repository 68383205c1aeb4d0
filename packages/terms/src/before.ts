import { addDays, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { addBusinessDays } from './business-days.ts'
import type { ExplainedDay } from './due.ts'
import { longestTerm, type Unit } from './term-facts.ts'

/** So many days before an event: material 15 calendar days before a training, a request 90 before. */
export interface BeforeFacts {
  readonly event: LocalDate
  readonly amount: number
  readonly unit: Unit
}

/**
 * The last day that still is in time. The day of the event isn't counted; in business days the answer is one. A day
 * of a term in calendar days stays where it falls. @throws RangeError for amounts that can't be
 */
export function dateBefore({ event, amount, unit }: BeforeFacts, calendar: Calendar): LocalDate {
  checkAmount(amount)
  return unit === 'business-days' ? addBusinessDays(event, -amount, calendar) : addDays(event, -amount)
}

/** The same day by day, from the event back: the definition that `dateBefore` jumps to. */
export function explainBefore(
  { event, amount, unit }: BeforeFacts,
  calendar: Calendar,
): { readonly date: LocalDate; readonly explanation: readonly ExplainedDay[] } {
  checkAmount(amount)
  const why = 'día del evento: se cuenta hacia atrás desde el día anterior'
  const explanation: ExplainedDay[] = [{ date: event, counted: false, why, kind: 'event', total: 0 }]
  let date = event
  for (let total = 0; total < amount; ) {
    date = addDays(date, -1)
    const day = calendar.day(date)
    const counted = unit === 'calendar-days' || day.working
    if (counted) total++
    explanation.push(
      unit === 'calendar-days'
        ? { date, counted, why: 'día calendario', kind: 'calendar-day', total }
        : { date, counted, why: day.text, kind: day.why, total, ...(day.source && { source: day.source }) },
    )
  }
  return { date, explanation }
}

function checkAmount(amount: number): void {
  if (Number.isInteger(amount) && amount >= 1 && amount <= longestTerm) return
  throw new RangeError(`a term is a whole number of days from 1 to ${longestTerm}, not ${amount}`)
}
