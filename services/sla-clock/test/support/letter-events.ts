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

export function bounced(
  sequence: number,
  messageId: string,
  on: string,
  final = true,
  reason = 'rejected',
): PublicEvent {
  const data = { messageId, caseId, reason, final }
  return letter('ventanilla.notification.MessageFailed.v1', sequence, on, data)
}

/** That there is nobody to write to, as of the instant of the filing. */
export function nobody(sequence: number, on: string, hour = '15'): PublicEvent {
  const data = { caseId, why: 'anonymous' }
  return letter('ventanilla.notification.NoRecipient.v1', sequence, on, data, hour)
}

function letter(
  type: PublicEvent['type'],
  sequence: number,
  on: string,
  data: object,
  hour = '16',
): PublicEvent {
  const at = `${on}T${hour}:00:00.000Z`
  const id = deriveId('notification', caseId, type, sequence)
  const where = { id, source: 'notification', entity, subject: caseId, at, recordedAt: at, sequence }
  return assertPublic({ ...where, type, data } as unknown as PublicEvent)
}
