import { fold } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded, type Stream } from '@ventanilla/event-log'
import { type SampleEvent, type SampleState, sampleDecider } from '../../domain/sample/decider.ts'

/** What a sample is told apart from others by. */
export interface SampleName {
  readonly entity: string
  readonly procedure: string
  readonly month: string
}

export function sampleId({ entity, procedure, month }: SampleName): string {
  return deriveId('sample', entity, procedure, month)
}

export const sampleStream = (id: string): string => `sample/${id}`

/** A sample with who drew it, when, and what its reviewers said. */
export interface StoredSample {
  readonly entity: string
  readonly version: number
  readonly at: string
  readonly actor: string
  readonly state: Extract<SampleState, { reviews: unknown }>
}

export async function readSample(
  log: Pick<EventLog, 'stream'>,
  id: string,
): Promise<StoredSample | undefined> {
  return storedOf(await log.stream(sampleStream(id)))
}

export function storedOf(stream: Stream | undefined): StoredSample | undefined {
  const [first] = stream?.events ?? []
  if (stream === undefined || first === undefined) return undefined
  const state = stateOf(stream.events)
  if (state.drawn === undefined) return undefined
  return { entity: first.entity, version: stream.version, at: first.at, actor: first.actor, state }
}

export function stateOf(events: readonly Recorded[]): SampleState {
  return fold(sampleDecider, events as unknown as SampleEvent[])
}
