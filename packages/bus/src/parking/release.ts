import type { JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog } from '@ventanilla/event-log'
import type { Delivery, Handled, Reason } from '../bus.ts'
import { eventOf } from './bytes.ts'
import {
  enclosureKind,
  type ParkedCase,
  type ParkingFact,
  parkingStream,
  type Waiting,
  waitingOf,
} from './facts.ts'

export interface ReleaseOptions {
  log: Pick<EventLog, 'write' | 'stream' | 'place' | 'enclosure'>
  /** The consumer's own, as it is called when nothing waits. */
  handle(delivery: Delivery): Promise<Handled>
  isTransient(error: unknown): boolean
  /** Without a person's data. */
  describe(error: unknown): Reason
  /** The present business instant. */
  now(): string
}

export type Replayed =
  | { outcome: 'replayed'; events: number }
  /** The first that failed again, and all behind it, wait on. */
  | { outcome: 'stopped'; replayed: number; left: number; stoppedAt: Waiting; reason: Reason }
  | { outcome: 'not-parked' }

export interface Discarding {
  /** A code: a sentence might name somebody. */
  reason: string
  /** Where more is said of it, such as the number of a ticket. */
  reference?: string
  actor: string
}

export interface Release {
  /**
   * Hands on what waits, in order, until something fails again. Each event has a place of its own, the version of its
   * fact, moved in the commit of its effect: a replay that was cut short, or that somebody else makes at the same
   * time, does nothing twice.
   * @throws what is transient; it may be repeated
   */
  replay(parked: ParkedCase, actor: string): Promise<Replayed>
  /** @returns how many events were given up, 0 when none waits */
  discard(parked: ParkedCase, discarding: Discarding): Promise<number>
}

/** Events come and others replay meanwhile; nobody is slower than they a hundred times in a row. */
const LOOKS = 100

/** How what waits comes to an end. */
export function createRelease(options: ReleaseOptions): Release {
  const { log, now } = options

  /** Conditional on all that was known: what was parked meanwhile must not be released unseen. */
  function append(
    stream: string,
    version: number,
    { type, data }: ParkingFact,
    actor: string,
  ): Append & { expected: number } {
    const id = deriveId('parking', stream, version + 1, type)
    const event = { id, type, data: data as unknown as JsonObject, at: now() }
    return { stream, expected: version, events: [event], actor }
  }

  async function replay(parked: ParkedCase, actor: string): Promise<Replayed> {
    const stream = parkingStream(parked)
    let replayed = 0
    for (let looked = 0; looked < LOOKS; looked++) {
      const { entity, version, events } = await log.stream(stream)
      const all = waitingOf(events)
      if (entity === undefined || all.length === 0)
        return replayed > 0 ? { outcome: 'replayed', events: replayed } : { outcome: 'not-parked' }
      const place = await log.place(parked.consumer, stream)
      const waiting = all.filter((one) => one.version > place)
      const { done, stopped } = await handOn(options, parked, waiting, place)
      replayed += done
      if (stopped === 'moved') continue
      const fact: ParkingFact = stopped
        ? { type: 'ParkedReplayStopped', data: { ...parked, ...told(stopped, replayed) } }
        : { type: 'ParkedCaseReplayed', data: { ...parked, events: all.length } }
      const written = await log.write(entity, { appends: [append(stream, version, fact, actor)] })
      if (written.outcome === 'refused') continue
      if (!stopped) return { outcome: 'replayed', events: replayed }
      return {
        outcome: 'stopped',
        replayed,
        left: stopped.left,
        stoppedAt: stopped.at,
        reason: stopped.reason,
      }
    }
    throw busy(stream)
  }

  async function discard(parked: ParkedCase, { actor, ...why }: Discarding): Promise<number> {
    const stream = parkingStream(parked)
    for (let looked = 0; looked < LOOKS; looked++) {
      const { entity, version, events } = await log.stream(stream)
      const all = waitingOf(events)
      const last = all.at(-1)
      if (entity === undefined || last === undefined) return 0
      const { consumer } = parked
      const expected = await log.place(consumer, stream)
      const given = all.filter((one) => one.version > expected).length
      const fact: ParkingFact = {
        type: 'ParkedCaseDiscarded',
        data: { ...parked, events: given, ...why },
      }
      // With the place, so that a replay under way hands on nothing after this.
      const places = [{ consumer, source: stream, expected, next: last.version }]
      const written = await log.write(entity, { appends: [append(stream, version, fact, actor)], places })
      if (written.outcome !== 'refused') return given
    }
    throw busy(stream)
  }

  return { replay, discard }
}

interface Stopped {
  at: Waiting
  left: number
  reason: Reason
}

function told({ at: { eventId, type, sequence }, left, reason }: Stopped, replayed: number) {
  return {
    ...{ replayed, left, reason },
    ...(eventId !== undefined && { eventId }),
    ...(type !== undefined && { type }),
    ...(sequence !== undefined && { sequence }),
  }
}

/** One after the other, each with its place. */
async function handOn(
  options: ReleaseOptions,
  parked: ParkedCase,
  waiting: readonly Waiting[],
  place: number,
): Promise<{ done: number; stopped?: Stopped | 'moved' }> {
  let expected = place
  for (const [done, one] of waiting.entries()) {
    try {
      const handled = await options.handle(await deliveryOf(options.log, parked, one, expected))
      if (handled === 'moved') return { done, stopped: 'moved' }
    } catch (error) {
      if (options.isTransient(error)) throw error
      return { done, stopped: { at: one, left: waiting.length - done, reason: options.describe(error) } }
    }
    expected = one.version
  }
  return { done: waiting.length }
}

async function deliveryOf(
  log: ReleaseOptions['log'],
  parked: ParkedCase,
  { version }: Waiting,
  expected: number,
): Promise<Delivery> {
  const { consumer, source } = parked
  const stream = parkingStream(parked)
  const bytes = await log.enclosure(stream, enclosureKind(version))
  if (bytes === undefined) throw new Error(`${stream} kept no bytes of its version ${version}`)
  const event = eventOf(bytes)
  const places = [{ consumer, source: stream, expected, next: version }] as const
  return { source, entity: event.entity, events: [event], bytes: () => bytes, places: [...places] }
}

function busy(stream: string): Error {
  return Object.assign(new Error(`${stream} never stands still`), { retryable: true })
}
