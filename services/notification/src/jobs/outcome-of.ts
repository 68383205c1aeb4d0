import type { Outcome } from '../domain/outcome.ts'
import type { Waiting } from '../queries/outbox/reader.ts'
import type { Ending } from './attempt.ts'
import { messageIdHeader, type Sender } from './mail-of.ts'

/** What an ending is as a fact of a case's letter, or of a campaign's message. */
export function outcomeOf({ message_id, case_id, letter }: Waiting, ending: Ending, sender: Sender): Outcome {
  const messageId = message_id
  const smtpMessageId = messageIdHeader(messageId, sender)
  if ('campaignId' in letter) {
    const own = { messageId, campaignId: letter.campaignId }
    if (ending.ended === 'sent')
      return {
        type: 'CampaignMessageSent',
        data: { ...own, ...(letter.template !== 'sms' && { smtpMessageId }) },
      }
    const { reason, ...failure } = failureOf(ending)
    if (reason === 'separated') throw new Error(`${messageId} is a campaign's, which tells of no merge`)
    return { type: 'CampaignMessageFailed', data: { ...own, reason, ...failure } }
  }
  const own = { messageId, caseId: case_id }
  if (ending.ended === 'sent') return { type: 'MessageSent', data: { ...own, smtpMessageId } }
  const { reason, ...failure } = failureOf(ending)
  if (reason === 'cancelled') throw new Error(`${messageId} is a letter, which nobody cancels`)
  return { type: 'MessageFailed', data: { ...own, reason, ...failure } }
}

function failureOf(ending: Exclude<Ending, { ended: 'sent' }>) {
  if (ending.ended === 'cancelled') return { reason: 'cancelled', final: true } as const
  const { ended, reason, reply } = ending
  return { reason, final: ended === 'failed', ...(reply !== undefined && { reply }) }
}
