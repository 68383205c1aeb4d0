import { bogotaDate, bogotaTime, type Calendar, type LocalDate, receptionDate } from '@ventanilla/calendar'
import { type Kind, kindOf, type Procedure } from '@ventanilla/procedures'

/**
 * The day that the term hangs from, and the kind that it is attended as. A petition counts from the day it arrives,
 * whatever the hour; an internal request from the next business day when it comes outside the hours. An exception
 * that comes late loses a day or its privilege, as the procedure says.
 * @throws RangeError for days that no calendar covers
 */
export function reception(
  procedure: Procedure,
  kind: Kind,
  receivedAt: string,
  calendar: Calendar,
): { received: LocalDate; kind: Kind } {
  const { reception: hours } = procedure
  if (hours === undefined) return { received: bogotaDate(receivedAt), kind }
  const { exception } = kind
  if (exception === undefined) return { received: receptionDate(receivedAt, hours, calendar), kind }
  if (exception.late === 'next-business-day')
    // Its hours end earlier; what comes after them is received as anything else that comes outside.
    return { received: receptionDate(receivedAt, { ...hours, to: exception.before }, calendar), kind }
  const late = bogotaTime(receivedAt) >= exception.before
  const ordinary = late ? kindOf(procedure, exception.late.kind) : kind
  return { received: receptionDate(receivedAt, hours, calendar), kind: ordinary ?? kind }
}
