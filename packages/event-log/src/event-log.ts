import type { JsonObject } from '@ventanilla/decider'

/** A fact about to be written. `at` is the business instant (ISO 8601, UTC); `id` a UUID, best a derived one. */
export interface NewEvent {
  id: string
  type: string
  data: JsonObject
  at: string
  /** What made this one happen, when that isn't what made the rest of its append happen. */
  cause?: string
}

/** The next number of a series, gapless: written into the event's data as `number` and `radicado`. */
export interface ConsecutiveNumber {
  series: string
  prefix: string
  /** Digits, filled up with zeros on the left; a longer number is never cut. */
  width: number
  suffix?: string
  /** Index, in the append, of the event that receives it. */
  event: number
}

/** Facts for one stream, with what must be committed together with them. */
export interface Append {
  stream: string
  /** Version the stream must be at (0: must not exist yet), or 'any'. */
  expected: number | 'any'
  events: NewEvent[]
  actor: string
  cause?: string
  /** Idempotency key, and the digest of what it stands for. */
  claim?: { key: string; digest: string }
  number?: ConsecutiveNumber
  /** Bytes kept as they came (a raw envelope, sealed); a stream has one of a kind, for ever. */
  enclosure?: { kind: string; body: Uint8Array }
}

/** Where a consumer stands in a source, moved in the same commit as its effect and only from `expected`. */
export interface Place {
  consumer: string
  source: string
  expected: number
  next: number
}

/** What is committed together, all or nothing. A unit names a stream at most once. */
export interface Unit {
  appends: Append[]
  /** Each at most once. One that was moved meanwhile refuses the unit. */
  places?: readonly Place[]
}

export type RefusalCode = 'version-conflict' | 'claim-conflict' | 'event-id-reused' | 'place-moved'

export interface WrittenAppend {
  stream: string
  /** Position of its last event in the log. */
  position: number
  /** Version of the stream after it. */
  version: number
  number?: number
  radicado?: string
}

/** `repeated`: the same events are there already (their ids say so), nothing was written but the place. */
export type Written =
  | { outcome: 'written' | 'repeated'; appends: WrittenAppend[] }
  | { outcome: 'refused'; code: RefusalCode; stream?: string }

export interface Recorded extends NewEvent {
  entity: string
  /** Gapless from 1 in each entity's log, in the order of the commits. */
  position: number
  stream: string
  /** Gapless from 1 in each stream. */
  version: number
  recordedAt: string
  actor: string
}

export interface Stream {
  entity?: string
  /** 0: there is no such stream. */
  version: number
  events: Recorded[]
}

/** A stream without who said each thing, why and when: what a decision on many needs, at two thirds of the time. */
export interface Story extends Pick<Stream, 'entity' | 'version'> {
  events: Pick<Recorded, 'type' | 'data'>[]
}

/**
 * Facts, written once, in order, for ever. One log per entity inside one service's database.
 * @throws only when the store is broken or a unit is malformed; what a rule forbids comes back as `refused`.
 */
export interface EventLog {
  write(entity: string, unit: Unit): Promise<Written>
  stream(id: string): Promise<Stream>
  streams(ids: readonly string[]): Promise<Map<string, Stream>>
  stories(ids: readonly string[]): Promise<Map<string, Story>>
  /** Events after a position, in order, at most `limit`. */
  read(entity: string, after: number, limit: number): Promise<Recorded[]>
  /**
   * Events after a position up to and with another, in order, in pieces of any size as they come: for who reads a
   * whole log. What is behind the end when it is reached comes with the next call.
   */
  scan(entity: string, after: number, upTo: number): AsyncIterable<readonly Recorded[]>
  /** The last position, 0 for an empty log. */
  head(entity: string): Promise<number>
  /** The last position of every log, by entity: one question for who follows them all. */
  heads(): Promise<Map<string, number>>
  /** The next position that a consumer will take from a source, less one: 0 when it has taken nothing. */
  place(consumer: string, source: string): Promise<number>
  /** All that a consumer has taken something from, by source: one question for who follows many. */
  places(consumer: string): Promise<Map<string, number>>
  claim(key: string): Promise<{ digest: string; stream: string } | undefined>
  enclosure(stream: string, kind: string): Promise<Uint8Array | undefined>
  /** Calls back after each commit of facts made through this object; a nudge, never the only way to learn of it. */
  onWrite(listener: (entity: string) => void): () => void
  close(): Promise<void>
}

/** A unit that no store could write: a mistake of the program, not of its input. */
export function assertWellFormed(unit: Unit): void {
  const seen = new Set<string>()
  const ids = new Set<string>()
  const places = new Set<string>()
  for (const { consumer, source } of unit.places ?? []) {
    if (places.has(`${consumer}\n${source}`)) throw new Error(`a unit moves ${source} of ${consumer} twice`)
    places.add(`${consumer}\n${source}`)
  }
  for (const append of unit.appends) {
    if (seen.has(append.stream)) throw new Error(`a unit names stream ${append.stream} twice`)
    if (append.events.length === 0) throw new Error(`an append to ${append.stream} has no events`)
    if (append.number && !append.events[append.number.event])
      throw new Error(`the number of ${append.stream} has no event to go to`)
    seen.add(append.stream)
    for (const { id } of append.events) {
      if (ids.has(id)) throw new Error(`a unit uses event id ${id} twice`)
      ids.add(id)
    }
  }
}
