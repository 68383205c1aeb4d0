import type { JsonObject } from './decider.ts'

/** What an event of one version says, in the words of the next. Pure: it may use nothing but what was written. */
export type Upcaster = (data: JsonObject) => JsonObject

/**
 * A service's event types that have had other shapes: how the first is read as the second, the second as the third …
 * A type that isn't here has had one. An upcaster is never changed once something was written under its version.
 */
export type EventVersions = Readonly<Record<string, readonly Upcaster[]>>

/** Something was written by a newer release: to read it by guess would be to change what it says. */
export class EventNewerError extends Error {
  override readonly name = 'EventNewerError'
  readonly code = 'event-newer'
  /** A newer program can read it: it is kept, and waits. */
  readonly retryable = true

  constructor(type: string, found: number, known: number) {
    super(`${type} was written in version ${found} and this program reads up to ${known}`)
  }
}

const MARK = '@'

/** The type as it is stored: 'ClockStarted' for the first version, 'ClockStarted@2' for the second. */
export function storedType(versions: EventVersions, type: string): string {
  const version = versionOf(versions, type)
  return version === 1 ? type : `${type}${MARK}${version}`
}

/** What is written today: one more than there are upcasters. */
export function versionOf(versions: EventVersions, type: string): number {
  return 1 + (Object.hasOwn(versions, type) ? (versions[type]?.length ?? 0) : 0)
}

/** A stored event as today's code knows it. @throws EventNewerError */
export function upcast<Stored extends { type: string; data: JsonObject }>(
  versions: EventVersions,
  stored: Stored,
): Stored {
  const place = stored.type.indexOf(MARK)
  const type = place === -1 ? stored.type : stored.type.slice(0, place)
  const found = place === -1 ? 1 : Number(stored.type.slice(place + 1))
  const known = versionOf(versions, type)
  if (!(found <= known)) throw new EventNewerError(type, found, known)
  if (found === known) return place === -1 ? stored : { ...stored, type }
  const steps = versions[type]?.slice(found - 1) ?? []
  return { ...stored, type, data: steps.reduce((data, step) => step(data), stored.data) }
}
