import type { Delivery, Handled } from '@ventanilla/bus'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Append, EventLog } from '@ventanilla/event-log'
import type { Kept } from './heard.ts'
import { journalStream, toJournal } from './journal-entry.ts'

const TRIES = 5

/**
 * Writes what the publishers tell into this service's own log, each delivery as one unit with the consumer's place.
 * An event keeps its id: one that a publisher tells again, in other company, is left out.
 * @param onKept told what has just been written, and where the last of it stands
 */
export function createJournal(
  consumer: string,
  log: EventLog,
  onKept: (events: readonly PublicEvent[], kept: Kept) => void = () => {},
): (delivery: Delivery) => Promise<Handled> {
  return async function handle({ entity, events, places }) {
    let fresh = events
    for (let tried = 1; ; tried++) {
      const written = await log.write(entity, { appends: appendsOf(consumer, fresh), places })
      if (written.outcome !== 'refused') {
        const position = Math.max(0, ...written.appends.map((one) => one.position))
        onKept(fresh, { entity, position })
        return 'done'
      }
      if (written.code === 'place-moved') return 'moved'
      if (written.code !== 'event-id-reused' || tried >= TRIES)
        throw new Error(`${consumer}: ${written.code} at ${written.stream ?? entity}`)
      fresh = await unknown(log, events)
    }
  }
}

/** One append a stream. Who acted and why differ from event to event, and are kept with each. */
function appendsOf(consumer: string, events: readonly PublicEvent[]): Append[] {
  const streams = Map.groupBy(events, ({ subject }) => journalStream(subject))
  return [...streams].map(([stream, mine]) => ({
    stream,
    expected: 'any',
    events: mine.map(toJournal),
    actor: `service:${consumer}`,
  }))
}

async function unknown(log: EventLog, events: readonly PublicEvent[]): Promise<PublicEvent[]> {
  const streams = await log.streams([...new Set(events.map(({ subject }) => journalStream(subject)))])
  const known = new Set([...streams.values()].flatMap((stream) => stream.events.map(({ id }) => id)))
  return events.filter(({ id }) => !known.has(id))
}
