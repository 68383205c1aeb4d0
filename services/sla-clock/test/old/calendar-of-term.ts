import type { Calendar } from '@ventanilla/calendar'
import type { ClockStart } from './facts.ts'

/** The calendar without the closings that leave this clock's regime and kind of request alone. */
export function calendarOfTerm({ regime, kind }: ClockStart, calendar: Calendar): Calendar {
  return calendar.forTerm({ regime, ...(kind !== undefined && { kind }) })
}
