import type { PublicEvent } from '@ventanilla/contracts'

/** What became of one message, as notification tells it. Nothing says who it went to. */
export interface MessageStory {
  readonly messageId: string
  readonly template: string
  readonly channel: string
  readonly requestedAt: string
  readonly state: 'requested' | 'sent' | 'failed'
  /** When it was sent, or given up. */
  readonly at?: string
  readonly reason?: string
}

/**
 * Of one case, in the order in which they were asked for. In a list: an object that has ids for the names of its fields
 * has a shape that no other has, and making those took a third of the time of a fold.
 */
export type Messages = readonly MessageStory[]

export function tellMessages(messages: Messages, { type, at, data }: PublicEvent): Messages {
  switch (type) {
    case 'ventanilla.notification.MessageRequested.v1': {
      const { messageId, template, channel } = data
      const message: MessageStory = { messageId, template, channel, requestedAt: at, state: 'requested' }
      const place = placeOf(messages, messageId)
      return place === -1 ? [...messages, message] : messages.with(place, message)
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
  return messages.filter((message) => message.state === state).length
}

function change(messages: Messages, id: string, news: Partial<MessageStory>): Messages {
  const place = placeOf(messages, id)
  const message = messages[place]
  return message ? messages.with(place, { ...message, ...news }) : messages
}

function placeOf(messages: Messages, id: string): number {
  return messages.findIndex(({ messageId }) => messageId === id)
}
