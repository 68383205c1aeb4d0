import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { type CorrespondenceCommand, correspondence } from '../domain/correspondence.ts'
import type { CorrespondenceEvent, MessageFailed, MessageSent } from '../domain/facts.ts'
import { correspondenceStream } from '../domain/stream.ts'

/** A message was asked for that its own stream doesn't know: a read model of another log. */
export class MessageUnknown extends Error {
  override readonly name = 'MessageUnknown'
}

export interface Recording {
  entity: string
  /** Business instant. */
  at: string
  outcome: MessageSent | MessageFailed
}

const TRIES = 5

/**
 * What became of a message. Asked twice, it is written once: its id derives from the message and the outcome, and
 * the case's stream knows how the message ended.
 */
export async function record(log: EventLog, { entity, at, outcome }: Recording): Promise<void> {
  const { caseId, messageId } = outcome.data
  const stream = correspondenceStream(caseId)
  for (let tried = 1; ; tried++) {
    const { version, events } = await log.stream(stream)
    const decision = correspondence.decide(
      commandOf(outcome),
      fold(correspondence, events as unknown as CorrespondenceEvent[]),
    )
    if (isRefusal(decision)) throw new MessageUnknown(`${messageId}: ${decision.refused}`)
    const [event] = decision
    if (!event) return
    const { type, data } = event
    const written = await log.write(entity, {
      appends: [
        {
          stream,
          expected: version,
          events: [{ id: eventId(outcome), type, data: data as unknown as JsonObject, at }],
          actor: 'service:notification',
        },
      ],
    })
    if (written.outcome !== 'refused') return
    if (written.code !== 'version-conflict' || tried >= TRIES) throw new Error(`${written.code} at ${stream}`)
  }
}

function commandOf(outcome: MessageSent | MessageFailed): CorrespondenceCommand {
  return outcome.type === 'MessageSent'
    ? { type: 'RecordSent', sent: outcome.data }
    : { type: 'RecordFailed', failed: outcome.data }
}

function eventId({ type, data }: MessageSent | MessageFailed): string {
  const { messageId } = data
  if (type === 'MessageSent') return deriveId('message sent', messageId)
  return deriveId(data.final ? 'message failed' : 'message troubled', messageId)
}
