import { readFileSync } from 'node:fs'
import { type EventVersions, type Fact, fold, type JsonObject, upcast } from '@ventanilla/decider'

/** A stream as it was really written, by the program of its day, and what it came to. Never edited. */
export interface RecordedStream {
  stream: string
  events: { type: string; data: JsonObject; at: string }[]
  state: unknown
}

/** How the streams of one kind come to a state; what `evolve` takes is known to its decider alone. */
export interface Folding {
  initial: unknown
  evolve(state: never, event: never): unknown
}

/** Of streams that nothing is decided on: what was said last. */
export const lastSaid: Folding = { initial: null, evolve: (_: unknown, { data }: Fact) => data }

/** The streams beside a test, in `fixtures/events/streams.json`. */
export function recordedStreams(test: string): RecordedStream[] {
  return JSON.parse(readFileSync(new URL('./fixtures/events/streams.json', test), 'utf8'))
}

/**
 * What today's program makes of a recorded stream, as JSON.
 * @param foldings by the beginning of a stream's name
 */
export function replayed(
  { stream, events }: Pick<RecordedStream, 'stream' | 'events'>,
  versions: EventVersions,
  foldings: Readonly<Record<string, Folding>>,
): unknown {
  const found = Object.entries(foldings).find(([prefix]) => stream.startsWith(prefix))
  if (!found) throw new Error(`nobody folds ${stream}`)
  const folding = found[1] as { initial: unknown; evolve(state: unknown, event: Fact): unknown }
  const facts = events.map((event) => upcast(versions, event))
  return JSON.parse(JSON.stringify(fold(folding, facts), plain) ?? 'null')
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...value] : value
}
