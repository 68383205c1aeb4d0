import type { ServiceName } from '@ventanilla/contracts'
import type { Fact } from '@ventanilla/decider'
import type { Recorded } from '@ventanilla/event-log'
import type { Reason } from '../bus.ts'

/** Whose events wait, and for whom: one consumer, what one publisher says, one case. */
export interface ParkedCase {
  consumer: string
  source: ServiceName
  /** The case; of a record whose key is no case, a mark that stands for that key. */
  key: string
}

/** An event that waits. What it says is kept beside the log, see `bytesOf`. */
export type EventParked = Fact<
  'EventParked',
  ParkedCase & {
    eventId?: string
    type?: string
    /** Position in the publisher's log. */
    sequence?: number
    /** Where a broker had it, when nobody could read it. */
    record?: { topic: string; partition: number; offset: number }
    bytes: number
    /** Absent when nothing was wrong with it: it came behind another of its case. */
    reason?: Reason
    /** How often it was handled in vain. */
    tries: number
  }
>

/** A replay went as far as it could; what is left waits on. */
export type ParkedReplayStopped = Fact<
  'ParkedReplayStopped',
  ParkedCase & {
    replayed: number
    left: number
    /** The event that failed again. */
    eventId?: string
    type?: string
    sequence?: number
    reason: Reason
  }
>

/** All that waited has been handled, in order: the case goes on as the others do. */
export type ParkedCaseReplayed = Fact<'ParkedCaseReplayed', ParkedCase & { events: number }>

/** What waited will not be handled; what comes from now on is. */
export type ParkedCaseDiscarded = Fact<
  'ParkedCaseDiscarded',
  ParkedCase & { events: number; reason: string; reference?: string }
>

export type ParkingFact = EventParked | ParkedReplayStopped | ParkedCaseReplayed | ParkedCaseDiscarded

const PREFIX = 'parking/'

/** One stream for each parked case: what is loaded to add to it, or to replay it, never grows with the others. */
export function parkingStream({ consumer, source, key }: ParkedCase): string {
  return `${PREFIX}${consumer}/${source}/${key}`
}

/** What a fact of the log says of a parked case; undefined for all others. */
export function parkingFact(recorded: Recorded): (Recorded & ParkingFact) | undefined {
  return recorded.stream.startsWith(PREFIX) ? (recorded as Recorded & ParkingFact) : undefined
}

/** The enclosure of a parked event, by the version its fact has in the stream. */
export function enclosureKind(version: number): string {
  return `event/${version}`
}

/** An event that waits, with the version of its fact. */
export type Waiting = EventParked['data'] & { version: number }

/** What waits after these facts, in order: everything since the case was last replayed or discarded. */
export function waitingOf(facts: readonly Recorded[]): Waiting[] {
  let waiting: Waiting[] = []
  for (const recorded of facts) {
    const fact = parkingFact(recorded)
    if (fact?.type === 'EventParked') waiting.push({ ...fact.data, version: recorded.version })
    else if (fact?.type === 'ParkedCaseReplayed' || fact?.type === 'ParkedCaseDiscarded') waiting = []
  }
  return waiting
}
