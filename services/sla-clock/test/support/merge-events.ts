import { assertPublic, messageIdOf, type PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { caseId, event } from './routing-events.ts'

// What routing tells of a case that another one goes on for.

export const other = deriveId('case', 'other')

export const merged = (order: number, on: string): PublicEvent =>
  event('ventanilla.routing.CaseMerged.v1', order, `${on}T15:30:00.000Z`, { caseId, into: other, on }, caseId)

export const unmerged = (order: number, on: string): PublicEvent =>
  event(
    'ventanilla.routing.CaseUnmerged.v1',
    order,
    `${on}T15:40:00.000Z`,
    { caseId, from: other, on },
    caseId,
  )

export function answeredWith(order: number, on: string): PublicEvent {
  const data = { caseId, with: other, on }
  return event('ventanilla.routing.MergedCaseAnswered.v2', order, `${on}T15:35:00.000Z`, data, caseId)
}

/** The message that carries it to whoever filed the case. */
export const sharedLetter = ({ id, subject }: PublicEvent) => messageIdOf(subject, 'respuesta', id)

/** The same, at another instant of its day. */
export const at = (one: PublicEvent, hour: string): PublicEvent => {
  const instant = `${one.at.slice(0, 11)}${hour}:00.000Z`
  return assertPublic({ ...one, at: instant, recordedAt: instant })
}
