export { clockIdOf } from '@ventanilla/contracts'

export const clockStream = (clockId: string): string => `clock/${clockId}`
export const caseStream = (caseId: string): string => `case/${caseId}`
export const calendarStream = (entity: string): string => `calendar/${entity}`
