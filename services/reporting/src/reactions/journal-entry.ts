import { isPublicType, newestPublic, type PublicEvent, SERVICES } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import type { NewEvent, Recorded } from '@ventanilla/event-log'

const PREFIX = 'journal/'

/** What the journal keeps of a public event besides its id, type and instant: all of it, so that it can be told again. */
interface Kept {
  data: JsonObject
  source: PublicEvent['source']
  sequence: number
  recordedAt: string
  actor?: string
  cause?: string
}

export function journalStream(subject: string): string {
  return `${PREFIX}${subject}`
}

/** A public event as a fact of the journal: its own id, so that hearing it twice is recognised. */
export function toJournal({
  id,
  type,
  at,
  data,
  source,
  sequence,
  recordedAt,
  actor,
  cause,
}: PublicEvent): NewEvent {
  return {
    id,
    type,
    at,
    data: {
      data: data as unknown as JsonObject,
      ...{ source, sequence, recordedAt },
      ...(actor !== undefined && { actor }),
      ...(cause !== undefined && { cause }),
    },
  }
}

/** The public event that a fact of this log keeps, in the newest version of its type; undefined for the service's own facts. */
export function fromJournal(recorded: Recorded): PublicEvent | undefined {
  const { stream, type, id, entity, at } = recorded
  if (!stream.startsWith(PREFIX) || !isPublicType(type)) return undefined
  const kept = recorded.data as unknown as Kept
  if (!SERVICES.includes(kept.source)) return undefined
  return newestPublic({ id, type, entity, at, subject: stream.slice(PREFIX.length), ...kept } as PublicEvent)
}
