import { z } from 'zod'
import { caseId, personRef, word } from '../shapes.ts'

const message = { messageId: z.uuid(), caseId }

export const notificationEvents = {
  'ventanilla.notification.MessageRequested.v1': z.strictObject({
    ...message,
    template: word,
    channel: z.enum(['email']),
    personRef,
  }),
  /** The receiving server took it. The same message sent twice has the same Message-ID. */
  'ventanilla.notification.MessageSent.v1': z.strictObject({ ...message, smtpMessageId: z.string() }),
  'ventanilla.notification.MessageFailed.v1': z.strictObject({
    ...message,
    reason: word,
    final: z.boolean(),
  }),
}
