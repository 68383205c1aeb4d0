import { type Overlay, withOverlays } from '@ventanilla/calendar'
import { type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { deriveId, type Recorded } from '@ventanilla/event-log'
import type { SlaClockDeps } from '../deps.ts'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { type ChangedSince, changedSince, type Listed } from '../queries/what-if/since.ts'
import { activated } from './activate-calendars.ts'
import { activatedOf } from './calendar-in-force.ts'
import { type Claim, replay } from './replay.ts'
import { calendarStream } from './streams.ts'

export interface ActivationAsked {
  readonly entity: string
  /** All of those that are to be in force, in the order in which they prevail. */
  readonly overlays: readonly Overlay[]
  /** The act that it follows. */
  readonly act: string
  /** The list that whoever asks has seen. */
  readonly listed: Listed
  /** Whether clocks that began since it was counted may come under the calendar with the others. */
  readonly includeNew: boolean
  readonly actor: string
  /** What makes a repeat recognisable: the same request has the same. */
  readonly seed: string
  /** The idempotency key and the digest of the body; absent when the caller gave no key. */
  readonly claim?: Claim | undefined
}

export type Activated =
  | { readonly activated: Recorded; readonly replayed: boolean }
  /** The list isn't what it was. */
  | { readonly changed: ChangedSince }

export type ActivationRefusal = 'calendar-in-force' | 'idempotency-key-reused'

const TRIES = 5

/**
 * Puts a calendar in force for the terms to come and for those that are open, once what it moves was seen: the list
 * that was agreed to has to be what the facts still give. Each open clock then comes under it by a fact of its own.
 */
export async function activateForOpenTerms(
  deps: SlaClockDeps,
  asked: ActivationAsked,
): Promise<Activated | Refusal<ActivationRefusal>> {
  const { entity, overlays, listed, includeNew, seed, claim } = asked
  const calendar = withOverlays(overlays)
  const stream = calendarStream(entity)
  for (let tried = 1; ; tried++) {
    const { events, version } = await deps.log.stream(stream)
    const own = (found: readonly Recorded[]) => found.find(({ id }) => id === idOf(seed, stream))
    const before = await replay(deps.log, stream, claim, own)
    if (before) return 'refused' in before ? before : { activated: before, replayed: true }
    const data = activated(asked, events)
    const last = events.map(activatedOf).at(-1)
    if (last?.forOpenTerms && last.version === data.version) return refuse('calendar-in-force')
    const question = { entity, calendar, listed, newClocks: !includeNew }
    const changed = await changedSince(deps, question)
    const another = calendar.version !== listed.calendar
    if (another || changed.outdated) return { changed: { ...changed, outdated: true } }
    if (changed.lines.length > 0) return { changed }
    const written = await deps.log.write(entity, { appends: [appendOf(deps, asked, data, version)] })
    const fact = written.outcome === 'written' && (await deps.log.stream(stream)).events.at(version)
    if (fact) return { activated: fact, replayed: false }
    if (tried >= TRIES) throw new Error(`${stream} was not written to after ${tried} tries`)
  }
}

function appendOf(
  { clock }: SlaClockDeps,
  { entity, act, listed: { position, at }, actor, seed, claim }: ActivationAsked,
  activated: CalendarActivated['data'],
  expected: number,
) {
  const stream = calendarStream(entity)
  const data = { ...activated, forOpenTerms: { act, listed: { position, at } } }
  const event = { id: idOf(seed, stream), type: 'CalendarActivated', data: data as unknown as JsonObject }
  return { stream, expected, events: [{ ...event, at: clock.now() }], actor, ...(claim && { claim }) }
}

const idOf = (seed: string, stream: string) => deriveId('activation', seed, stream)
