import {
  asSchedule,
  bogotaDate,
  type Calendar,
  closingAt,
  comesLate,
  type LocalDate,
  receptionDate,
  receptionHours,
} from '@ventanilla/calendar'
import { type Kind, kindOf, type Procedure } from '@ventanilla/procedures'

/**
 * The day that the term hangs from, and the kind that it is attended as. A petition counts from the day it arrives,
 * whatever the hour; an internal request from the next business day when it comes outside the hours, which are those
 * of the entity's calendar where it lays down some, or else the procedure's. An exception that comes late loses a day or its privilege, as the procedure says.
 * @throws RangeError for days that no calendar covers
 */
export function reception(
  procedure: Procedure,
  kind: Kind,
  receivedAt: string,
  calendar: Calendar,
): { received: LocalDate; kind: Kind } {
  // A procedure without hours is a citizen's: no calendar gives it any.
  if (procedure.reception === undefined) return { received: bogotaDate(receivedAt), kind }
  const laidDown = receptionHours(calendar, { procedure: procedure.id, kind: kind.id })
  const hours = laidDown ?? asSchedule(procedure.reception)
  const { exception } = kind
  if (exception === undefined) return { received: receptionDate(receivedAt, hours, calendar), kind }
  if (exception.late === 'next-business-day')
    // Its hours end earlier; what comes after them is received as anything else that comes outside.
    return { received: receptionDate(receivedAt, closingAt(hours, exception.before), calendar), kind }
  const late = comesLate(receivedAt, exception.before, hours, calendar)
  const ordinary = late ? kindOf(procedure, exception.late.kind) : kind
  return { received: receptionDate(receivedAt, hours, calendar), kind: ordinary ?? kind }
}
