import {
  asSchedule,
  bogotaInstant,
  type Calendar,
  closingAt,
  comesLate,
  isLocalDate,
  type LocalDate,
  receptionDate,
  receptionHours,
  type Schedule,
  toDayNumber,
} from '@ventanilla/calendar'
import type { Rules } from '../regimes/rules.ts'
import type { ReadFact } from './fact.ts'

const days = [1, 2, 3, 4, 5]

/**
 * The day that a term hangs from. A petition counts from the day it arrives, whatever the hour (CPACA art. 5 num. 1);
 * an internal request from the next business day when it comes outside the hours of reception, early as well as late.
 * An exception of one day that comes after its hour loses a day or its privilege, as the parameter says. What is known
 * by its day alone isn't known to have come outside: it came when they opened.
 */
export function receptionOf(
  fact: ReadFact,
  { regime, reception, exception }: Rules,
  calendar: Calendar,
): { readonly day: LocalDate; readonly ordinary: boolean } {
  if (regime.internal === undefined) return { day: fact.day, ordinary: false }
  const hours = hoursOf(reception, regime.knownAs?.procedure, calendar)
  const instant = isDayAlone(fact) ? openingOn(fact.day, hours) : fact.instant
  if (regime.internal === 'request' || exception.late === 'ordinary') {
    const late = regime.internal === 'exception' && comesLate(instant, exception.before, hours, calendar)
    return { day: receptionDate(instant, hours, calendar), ordinary: late }
  }
  const early = closingAt(hours, exception.before)
  return { day: receptionDate(instant, opens(early, fact.day) ? early : hours, calendar), ordinary: false }
}

/** Whether a fact says on which day it happened, and not when. */
export function isDayAlone({ at }: ReadFact): boolean {
  return isLocalDate(at)
}

/** What was set; else the hours that the calendar's overlays say, else those of the document. */
function hoursOf(
  { from, to, set }: Rules['reception'],
  procedure: string | undefined,
  calendar: Calendar,
): Schedule {
  const own = set ? undefined : receptionHours(calendar, procedure === undefined ? {} : { procedure })
  return own ?? asSchedule({ days, from, to })
}

/** Whether there is a window in the seven days from a day on. */
function opens(hours: Schedule, from: LocalDate): boolean {
  return [0, 1, 2, 3, 4, 5, 6].some((more) => hours(toDayNumber(from) + more).length > 0)
}

function openingOn(day: LocalDate, hours: Schedule): string {
  const minute = hours(toDayNumber(day))[0]?.from ?? 0
  const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return bogotaInstant(day, time)
}
