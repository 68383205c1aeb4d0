import type { PublicEvent } from '@ventanilla/contracts'

/** What became of one message, as notification tells it. Nothing says who it went to. */
export interface MessageStory {
  readonly template: string
  readonly channel: string
  readonly requestedAt: string
  readonly state: 'requested' | 'sent' | 'failed'
  /** When it was sent, or given up. */
  readonly at?: string
  readonly reason?: string
}

/** Messages of one case, by id. */
export type Messages = Readonly<Record<string, MessageStory>>

export function tellMessages(messages: Messages, { type, at, data }: PublicEvent): Messages {
  switch (type) {
    case 'ventanilla.notification.MessageRequested.v1': {
      const { messageId, template, channel } = data
      return { ...messages, [messageId]: { template, channel, requestedAt: at, state: 'requested' } }
    }
    case 'ventanilla.notification.MessageSent.v1':
      return change(messages, data.messageId, { state: 'sent', at })
    case 'ventanilla.notification.MessageFailed.v1':
      // One that isn't final will be tried again.
      if (!data.final) return messages
      return change(messages, data.messageId, { state: 'failed', at, reason: data.reason })
    default:
      return messages
  }
}

export function countMessages(messages: Messages, state: MessageStory['state']): number {
  return Object.values(messages).filter((message) => message.state === state).length
}

function change(messages: Messages, id: string, news: Partial<MessageStory>): Messages {
  const message = messages[id]
  return message ? { ...messages, [id]: { ...message, ...news } } : messages
}
