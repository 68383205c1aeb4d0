import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import type {
  AnswerNoted,
  CorrespondenceEvent,
  DueNoted,
  ExtensionNoted,
  MergeNoted,
  MessageFailed,
  MessageSent,
  Noted,
  NumberNoted,
  RecipientNoted,
  RecountNoted,
  SeparationNoted,
} from './facts.ts'
import { wanted } from './wanted.ts'

/** 'troubled': it failed and may yet go, that was told, and it is being tried again. */
export type MessageState = 'requested' | 'troubled' | 'sent' | 'failed'

export interface Correspondence {
  recipient?: RecipientNoted['data'] | 'nobody'
  number?: NumberNoted['data']
  clocks: readonly DueNoted['data'][]
  extensions: readonly ExtensionNoted['data'][]
  /** Absent while there is none. */
  recounts?: readonly RecountNoted['data'][]
  answers: readonly AnswerNoted['data'][]
  /** Absent, as are the separations, while there is none. */
  merges?: readonly MergeNoted['data'][]
  separations?: readonly SeparationNoted['data'][]
  messages: ReadonlyMap<string, MessageState>
}

export type CorrespondenceCommand =
  | { type: 'Note'; caseId: string; fact: Noted }
  | { type: 'RecordSent'; sent: MessageSent['data'] }
  | { type: 'RecordFailed'; failed: MessageFailed['data'] }

export type CorrespondenceRefusal = 'message-unknown'

/**
 * What one case has to tell its person. Facts come from three services that don't wait for each other, so they
 * commute: each is noted once, and whatever has become possible to say is asked for once, by ids that don't depend
 * on the order. A message that was asked for ends sent or failed; the server's word that it took it prevails over
 * a failure that another sender saw.
 */
export const correspondence: Decider<
  Correspondence,
  CorrespondenceCommand,
  CorrespondenceEvent,
  CorrespondenceRefusal
> = {
  initial: { clocks: [], extensions: [], answers: [], messages: new Map() },
  decide(command, state): Decision<CorrespondenceEvent, CorrespondenceRefusal> {
    switch (command.type) {
      case 'Note':
        return isNoted(command.fact, state)
          ? []
          : [command.fact, ...wanted(command.caseId, evolve(state, command.fact))]
      case 'RecordSent':
        return recordSent(command.sent, state)
      case 'RecordFailed':
        return recordFailed(command.failed, state)
    }
  },
  evolve,
}

function isNoted(fact: Noted, state: Correspondence): boolean {
  const { recipient, number, clocks, extensions, recounts = [], answers } = state
  const { merges = [], separations = [] } = state
  switch (fact.type) {
    case 'RecipientNoted':
    case 'NoRecipient':
      return recipient !== undefined
    case 'NumberNoted':
      return number !== undefined
    case 'DueNoted':
      return clocks.some(({ clockId }) => clockId === fact.data.clockId)
    case 'ExtensionNoted':
      return extensions.some(({ messageId }) => messageId === fact.data.messageId)
    case 'RecountNoted':
      return recounts.some(({ messageId }) => messageId === fact.data.messageId)
    case 'AnswerNoted':
      return answers.some(({ messageId }) => messageId === fact.data.messageId)
    case 'MergeNoted':
      return merges.some(({ messageId }) => messageId === fact.data.messageId)
    case 'SeparationNoted':
      return separations.some(({ order }) => order === fact.data.order)
  }
}

function recordSent(
  data: MessageSent['data'],
  { messages }: Correspondence,
): Decision<MessageSent, CorrespondenceRefusal> {
  const state = messages.get(data.messageId)
  if (state === undefined) return refuse('message-unknown')
  return state === 'sent' ? [] : [{ type: 'MessageSent', data }]
}

function recordFailed(
  data: MessageFailed['data'],
  { messages }: Correspondence,
): Decision<MessageFailed, CorrespondenceRefusal> {
  const state = messages.get(data.messageId)
  if (state === undefined) return refuse('message-unknown')
  const told = state === 'sent' || state === 'failed' || (state === 'troubled' && !data.final)
  return told ? [] : [{ type: 'MessageFailed', data }]
}

function evolve(state: Correspondence, event: CorrespondenceEvent): Correspondence {
  const message = (id: string, to: MessageState): Correspondence => ({
    ...state,
    messages: new Map(state.messages).set(id, to),
  })
  switch (event.type) {
    case 'RecipientNoted':
      return { ...state, recipient: event.data }
    case 'NoRecipient':
      return { ...state, recipient: 'nobody' }
    case 'NumberNoted':
      return { ...state, number: event.data }
    case 'DueNoted':
      return { ...state, clocks: [...state.clocks, event.data] }
    case 'ExtensionNoted':
      return { ...state, extensions: [...state.extensions, event.data] }
    case 'RecountNoted':
      return { ...state, recounts: [...(state.recounts ?? []), event.data] }
    case 'AnswerNoted':
      return { ...state, answers: [...state.answers, event.data] }
    case 'MergeNoted':
      return { ...state, merges: [...(state.merges ?? []), event.data] }
    case 'SeparationNoted':
      return { ...state, separations: [...(state.separations ?? []), event.data] }
    case 'MessageRequested':
      return message(event.data.messageId, 'requested')
    case 'MessageSent':
      return message(event.data.messageId, 'sent')
    case 'MessageFailed':
      return message(event.data.messageId, event.data.final ? 'failed' : 'troubled')
  }
}
