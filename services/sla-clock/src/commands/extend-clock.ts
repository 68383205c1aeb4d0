import { bogotaDate, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import { isRefusal, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { type Append, deriveId, type Recorded } from '@ventanilla/event-log'
import type { IfMatch } from '@ventanilla/http-kit'
import type { SlaClockDeps } from '../deps.ts'
import { type ClockRefusal, clockDecider } from '../domain/clock.ts'
import type { ClockEvent, ClockExtended } from '../domain/clock-events.ts'
import { nominalOf } from '../domain/nominal.ts'
import type { InForce } from './calendar-in-force.ts'
import { keepReason, reasonRefOf } from './keep-reason.ts'
import { type ReadClock, readClock } from './read-clock.ts'
import { recounted } from './recount-clock.ts'
import { type Claim, replay } from './replay.ts'
import { clockStream } from './streams.ts'

export interface ExtensionAsked {
  readonly clockId: string
  readonly amount: number
  /** Free text that may name people: it goes to the vault. */
  readonly reason: string
  /** The day on which it was granted; today when absent. */
  readonly on?: LocalDate | undefined
  /** The system that granted it before Ventanilla heard of it. */
  readonly recordedBy?: string | undefined
  readonly actor: string
  /** What makes a repeat recognisable: the same request has the same. */
  readonly seed: string
  /** The idempotency key and the digest of the body; absent when the caller gave no key. */
  readonly claim?: Claim | undefined
  /** The versions of the clock for which it was decided; absent when any will do. */
  readonly ifMatch?: IfMatch | undefined
}

export interface Extended {
  readonly extension: ClockExtended['data']
  readonly replayed: boolean
}

/** `version` is the present one. */
type Changed = Refusal<'clock-changed'> & { readonly version: number }

export type ExtensionRefusal = ClockRefusal | 'idempotency-key-reused' | 'case-data-erased'

const TRIES = 5

/** Grants days, or takes note that another system did. A write that loses a race is decided again. */
export async function extendClock(
  deps: SlaClockDeps,
  asked: ExtensionAsked,
): Promise<Extended | Changed | Refusal<ExtensionRefusal>> {
  for (let tried = 1; ; tried++) {
    const found = await readClock(deps.log, deps.calendars, asked.clockId)
    // Asked after the clock was read: when there is no claim, what was read knows nothing of this request either.
    const own = (events: readonly Recorded[]) => ownOf(asked, events)
    const before = await replay(deps.log, clockStream(asked.clockId), asked.claim, own)
    if (before) return 'refused' in before ? before : { extension: extensionIn(before), replayed: true }
    if (!found) return refuse('clock-not-started')
    if (asked.ifMatch?.allows(found.version) === false)
      return { ...refuse('clock-changed'), version: found.version }
    const decided = decide(deps.clock.now(), asked, found, await deps.calendars.inForce(found.entity))
    if ('refused' in decided) return decided
    if (!(await keepReason(deps.vault, found, asked)))
      return refuse('case-data-erased', { field: 'body.reason' })
    const written = await deps.log.write(found.entity, { appends: [decided.append] })
    // The same request got there first: its answer is the one to give.
    const twin = written.outcome === 'repeated' && asked.claim !== undefined
    if (written.outcome !== 'refused' && !twin) return { extension: decided.extension, replayed: false }
    if (tried >= TRIES) throw new Error(`${decided.append.stream} was not extended after ${tried} tries`)
  }
}

interface Decided {
  readonly append: Append
  readonly extension: ClockExtended['data']
}

function decide(
  now: string,
  asked: ExtensionAsked,
  read: ReadClock,
  inForce: InForce,
): Decided | Refusal<ClockRefusal> {
  const { events: before, found } = recounted(read, inForce)
  const { clockId, amount, recordedBy, actor, seed, claim } = asked
  const today = bogotaDate(now)
  const on = asked.on ?? today
  const decision = clockDecider.decide(
    {
      ...{ type: 'Extend', amount, on, today, calendar: found.calendar, reasonRef: reasonRefOf(asked) },
      ...(recordedBy !== undefined && { recordedBy }),
      at: now,
    },
    found.clock,
  )
  if (isRefusal(decision)) return decision
  const extended = decision.find((event) => event.type === 'ClockExtended')
  if (!extended) throw new Error(`${clockId} was extended without a fact`)
  const stream = clockStream(clockId)
  // Of an earlier day only the day is known: it counts from its beginning.
  const at = on < today ? bogotaInstant(on) : now
  const events = [...before, ...decision].map((event: ClockEvent, index) => ({
    ...{ id: deriveId(seed, stream, index), type: event.type, data: event.data as unknown as JsonObject },
    at: nominalOf(event) ?? at,
  }))
  const append = { stream, expected: found.version, events, actor, ...(claim && { claim }) }
  return { append, extension: extended.data }
}

const extensionIn = ({ data }: Recorded) => data as unknown as ClockExtended['data']

/** Of the events that one request wrote, which follow one another in its stream. */
function ownOf({ seed, clockId }: ExtensionAsked, events: readonly Recorded[]): Recorded | undefined {
  const stream = clockStream(clockId)
  const first = events.findIndex(({ id }) => id === deriveId(seed, stream, 0))
  if (first < 0) return undefined
  const own = events.slice(first).filter(({ id }, index) => id === deriveId(seed, stream, index))
  return own.find(({ type }) => type === 'ClockExtended')
}
