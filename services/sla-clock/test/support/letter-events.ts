import { assertPublic, messageIdOf, type PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { caseId, entity } from './routing-events.ts'

// What notification tells of the letters of a case.

/** The letter that carries an answer. */
export const letterOf = ({ id, subject }: PublicEvent) => messageIdOf(subject, 'respuesta', id)
export const acknowledgement = messageIdOf(caseId, 'acuse')

export function delivered(sequence: number, messageId: string, on: string): PublicEvent {
  const data = { messageId, caseId, smtpMessageId: `<${messageId}@entidad.example>` }
  return letter('ventanilla.notification.MessageSent.v1', sequence, on, data)
}

export function bounced(sequence: number, messageId: string, on: string, final = true): PublicEvent {
  const data = { messageId, caseId, reason: 'rejected', final }
  return letter('ventanilla.notification.MessageFailed.v1', sequence, on, data)
}

function letter(type: PublicEvent['type'], sequence: number, on: string, data: object): PublicEvent {
  const at = `${on}T16:00:00.000Z`
  const id = deriveId('notification', caseId, type, sequence)
  const where = { id, source: 'notification', entity, subject: caseId, at, recordedAt: at, sequence }
  return assertPublic({ ...where, type, data } as unknown as PublicEvent)
}
