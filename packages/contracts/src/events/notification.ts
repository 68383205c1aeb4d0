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
  /**
   * Nothing of the case is sent to anybody: it was filed anonymously, its person is known to intake alone (reserved, in
   * filings from before these had a reference of their own), or none was given. What they were given where they filed,
   * the radicado and the tracking code, is their receipt. `at` of the event is the instant of the filing.
   */
  'ventanilla.notification.NoRecipient.v1': z.strictObject({
    caseId,
    why: z.enum(['anonymous', 'reserved', 'unknown']),
  }),
  'ventanilla.notification.MessageFailed.v1': z.strictObject({
    ...message,
    reason: word,
    final: z.boolean(),
  }),
}
