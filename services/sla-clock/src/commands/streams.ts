import { deriveId } from '@ventanilla/event-log'

/** A case has one clock of each name: whoever hears of the case knows which. */
export function clockIdOf(caseId: string, clock: string): string {
  return deriveId('clock', caseId, clock)
}

export const clockStream = (clockId: string): string => `clock/${clockId}`
export const caseStream = (caseId: string): string => `case/${caseId}`
export const calendarStream = (entity: string): string => `calendar/${entity}`
