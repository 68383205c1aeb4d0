import type { Publications } from '@ventanilla/bus'
import type { PublicDraft } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import type { MessageFailed, MessageRequested, MessageSent, NoRecipient } from './domain/facts.ts'
import { caseOf } from './domain/stream.ts'

/** What the others learn: that there is nobody to write to, and of a message how it went, never what it says. */
export const publications: Publications = (recorded: Recorded): PublicDraft | undefined => {
  switch (recorded.type) {
    case 'MessageRequested':
      return requested(recorded.data as unknown as MessageRequested['data'])
    case 'MessageSent':
      return sent(recorded.data as unknown as MessageSent['data'])
    case 'NoRecipient':
      return nobody(caseOf(recorded.stream), recorded.data as unknown as NoRecipient['data'])
    case 'MessageFailed':
      return failed(recorded.data as unknown as MessageFailed['data'])
    default:
      return undefined
  }
}

function nobody(caseId: string, { why }: NoRecipient['data']): PublicDraft {
  return { type: 'ventanilla.notification.NoRecipient.v1', subject: caseId, data: { caseId, why } }
}

function requested({ messageId, caseId, channel, personRef, letter }: MessageRequested['data']): PublicDraft {
  return {
    type: 'ventanilla.notification.MessageRequested.v1',
    subject: caseId,
    data: { messageId, caseId, template: letter.template, channel, personRef },
  }
}

function sent({ messageId, caseId, smtpMessageId }: MessageSent['data']): PublicDraft {
  return {
    type: 'ventanilla.notification.MessageSent.v1',
    subject: caseId,
    data: { messageId, caseId, smtpMessageId },
  }
}

function failed({ messageId, caseId, reason, final }: MessageFailed['data']): PublicDraft {
  return {
    type: 'ventanilla.notification.MessageFailed.v1',
    subject: caseId,
    data: { messageId, caseId, reason, final },
  }
}
