import type { BusinessClock } from '@ventanilla/runtime'
import type { MessageFailed, MessageSent } from '../domain/facts.ts'
import type { Waiting } from '../queries/outbox/reader.ts'
import type { Ending } from './attempt.ts'
import { messageIdHeader, type Sender } from './mail-of.ts'
import type { Retries } from './retries.ts'

export interface Concluding {
  sender: Sender
  retries: Retries
  clock: BusinessClock
  /** Writes what became of a message, once however often it is asked. */
  record(recording: { entity: string; at: string; outcome: MessageSent | MessageFailed }): Promise<void>
}

/**
 * Writes down how a try ended. A process that dies between the server's word and this sends the message again under
 * the same Message-ID. What is put off is told once, when it has lasted, and tried for as long as it lasts.
 */
export async function conclude(row: Waiting, ending: Ending, deps: Concluding): Promise<void> {
  const { retries, clock, record, sender } = deps
  const { message_id: messageId, case_id: caseId, entity } = row
  const write = (outcome: MessageSent | MessageFailed) => record({ entity, at: clock.now(), outcome })
  if (ending.ended === 'sent') {
    const smtpMessageId = messageIdHeader(messageId, sender)
    await write({ type: 'MessageSent', data: { messageId, caseId, smtpMessageId } })
    return retries.forget(messageId)
  }
  const { reason, reply } = ending
  const data = { messageId, caseId, reason, ...(reply !== undefined && { reply }) }
  if (ending.ended === 'failed') {
    await write({ type: 'MessageFailed', data: { ...data, final: true } })
    return retries.forget(messageId)
  }
  const lasts = retries.putOff(messageId, ending.maxMs)
  if (lasts && row.troubled_since === null)
    await write({ type: 'MessageFailed', data: { ...data, final: false } })
}
