import { type Decider, type Fact, fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { campaignMessage } from '../domain/campaign/message.ts'
import { campaignMessageStream } from '../domain/campaign/stream.ts'
import { correspondence } from '../domain/correspondence.ts'
import type { Outcome } from '../domain/outcome.ts'
import { correspondenceStream } from '../domain/stream.ts'

/** A message was asked for that its own stream doesn't know: a read model of another log. */
export class MessageUnknown extends Error {
  override readonly name = 'MessageUnknown'
}

export interface Recording {
  entity: string
  /** Business instant. */
  at: string
  outcome: Outcome
}

/**
 * What became of a message. Asked twice, it is written once: its id derives from the message and the outcome, and
 * its stream, which a letter shares with the others of its case, knows how it ended.
 */
export async function record(log: EventLog, { entity, at, outcome }: Recording): Promise<void> {
  const about = { log, entity, at, id: eventId(outcome) }
  switch (outcome.type) {
    case 'MessageSent':
    case 'MessageFailed': {
      const command =
        outcome.type === 'MessageSent'
          ? ({ type: 'RecordSent', sent: outcome.data } as const)
          : ({ type: 'RecordFailed', failed: outcome.data } as const)
      return write(correspondence, command, { ...about, stream: correspondenceStream(outcome.data.caseId) })
    }
    case 'CampaignMessageSent':
    case 'CampaignMessageFailed': {
      const command =
        outcome.type === 'CampaignMessageSent'
          ? ({ type: 'RecordSent', sent: outcome.data } as const)
          : ({ type: 'RecordFailed', failed: outcome.data } as const)
      const stream = campaignMessageStream(outcome.data.messageId)
      return write(campaignMessage, command, { ...about, stream })
    }
  }
}

const TRIES = 5

async function write<State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
  command: Command,
  where: { log: EventLog; entity: string; stream: string; id: string; at: string },
): Promise<void> {
  const { log, entity, stream, id, at } = where
  for (let tried = 1; ; tried++) {
    const { version, events } = await log.stream(stream)
    const decision = decider.decide(command, fold(decider, events as unknown as Event[]))
    if (isRefusal(decision)) throw new MessageUnknown(`${stream}: ${decision.refused}`)
    const [event] = decision
    if (!event) return
    const { type, data } = event
    const written = await log.write(entity, {
      appends: [
        {
          stream,
          expected: version,
          events: [{ id, type, data: data as unknown as JsonObject, at }],
          actor: 'service:notification',
        },
      ],
    })
    if (written.outcome !== 'refused') return
    if (written.code !== 'version-conflict' || tried >= TRIES) throw new Error(`${written.code} at ${stream}`)
  }
}

/** Message ids of letters and campaigns are derived apart, so what became of them may be derived alike. */
function eventId({ type, data }: Outcome): string {
  const { messageId } = data
  if (type === 'MessageSent' || type === 'CampaignMessageSent') return deriveId('message sent', messageId)
  return deriveId(data.final ? 'message failed' : 'message troubled', messageId)
}
