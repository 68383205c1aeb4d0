import { isRetryable } from '@ventanilla/database'
import { isRefusal, type JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog, type NewEvent } from '@ventanilla/event-log'
import { type Projector, raiseLow } from '@ventanilla/projections'
import type { Job, ParkedModel } from '@ventanilla/runtime'
import type { InForce } from '../commands/calendar-in-force.ts'
import { type FoundClock, findClocks } from '../commands/read-clock.ts'
import { isInForceAt, recountEvents, recounted } from '../commands/recount-clock.ts'
import { clockStream } from '../commands/streams.ts'
import type { SlaClockDeps } from '../deps.ts'
import { clockDecider } from '../domain/clock.ts'
import type { ClockEvent } from '../domain/clock-events.ts'
import { markKey } from '../domain/clock-state.ts'
import { nominalOf } from '../domain/nominal.ts'
import { waitsForLetters } from '../domain/rules.ts'
import { type Armed, anyArmed, countArmed, readArmed } from '../queries/armed/reader.ts'
import { clocksProjection } from '../queries/clocks/projection.ts'

export interface ReachDeps extends Pick<SlaClockDeps, 'database' | 'log' | 'calendars' | 'clock'> {
  /** Keeps the read model of what lies ahead. */
  clocks: Pick<Projector, 'step'>
  /** Cases with an event that could not be handled here. */
  parked: Pick<ParkedModel, 'table'>
  /** The business instant up to which every fact of a service has been heard; undefined when none was yet. */
  heardUpTo: (source: 'routing' | 'notification') => string | undefined
}

const BATCH = 500
/** Batches that are read while another is decided. */
const AHEAD = 2
/** Batches that are written at once. */
const WRITING = 2
/** The longest that a step goes by what it found at its beginning; the read model is folded beside it meanwhile. */
const STEP_MS = 30_000

/**
 * Tells what terms have reached: rungs and ends, each at its nominal instant, however late. A deadline waits for the
 * facts: nothing is told beyond what routing is known to have told, so an hour of silence with an answer on its way
 * writes no false breach, and of a clock that a message meets (the answer that was delivered, the receipt) nothing
 * beyond what notification is known to have told; of a parked case nothing at all, since the answer may be what waits.
 * The read model only says where to look; each clock decides on its own stream, and of two replicas one writes.
 */
export function reachMarks(deps: ReachDeps): Job {
  const { database, clock, clocks, parked, heardUpTo } = deps
  let told = false
  return {
    name: 'marks',
    async step(signal, beat = () => {}) {
      const heard = heardUpTo('routing')
      if (heard === undefined) return false
      const now = clock.now()
      const upTo = heard < now ? heard : now
      const delivered = heardUpTo('notification') ?? ''
      // What was written since the model was folded may have stopped what it still shows as ahead.
      if ((await clocks.step(beat)) === true) return true
      // What was told is no longer ahead: from here on nobody steps over what is left of it in the index.
      if (told) await raiseLow(database, clocksProjection)
      told = false
      if (!(await anyArmed(database, upTo))) return false
      // Asked for last: what was parked before routing was known to be heard is in it.
      told = await tellAll(deps, { upTo, delivered, parked: await parked.table(), signal, beat })
      return told
    },
    behind: async () => countArmed(database, await parked.table(), clock.now()),
  }
}

interface Telling {
  upTo: string
  /** Up to where it is known what was delivered. */
  delivered: string
  /** The table of the cases that are parked. */
  parked: string
  signal: AbortSignal
  beat: () => void
}

/**
 * One batch after the other: while two are written the next is decided, and the two behind that are read. None waits
 * for the read model to learn of the one before: it reads on from where that ended.
 * @returns whether something was written, by whomever: then it has to be looked at again
 */
async function tellAll(deps: ReachDeps, telling: Telling): Promise<boolean> {
  const { log, calendars } = deps
  const { signal, beat } = telling
  const end = performance.now() + STEP_MS
  const ahead: Promise<Batch | undefined>[] = [awaitedLater(readBatch(deps, telling))]
  const writing: Promise<boolean>[] = []
  const failures: unknown[] = []
  let written = false
  try {
    while (!signal.aborted) {
      while (ahead.length <= AHEAD && performance.now() < end)
        ahead.push(awaitedLater(readBehind(deps, telling, ahead.at(-1))))
      const batch = await ahead.shift()
      if (!batch) break
      const found = await batch.found
      const inForce = await inForceOf(calendars, found)
      // Decided here, so that no stream is held for as long as what came of it is being written.
      const reached = found.flatMap((one) => reachedBy(one, inForce.get(one.entity), telling))
      if (writing.length === WRITING) written = (await writing.shift()) || written
      if (signal.aborted) break
      writing.push(awaitedLater(write(log, reached, failures)))
      beat()
    }
  } finally {
    // Nothing is left behind that still asks a database which is being closed.
    await Promise.allSettled([...ahead.map(async (one) => (await one)?.found), ...writing])
  }
  written = (await Promise.all(writing)).includes(true) || written
  // Told when all the others are: who can't be written must not keep whole batches waiting behind it.
  if (failures.length > 0) throw failures[0]
  return written
}

/** It fails to who waits for it, and until then it isn't forgotten. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

interface Batch {
  found: Promise<readonly FoundClock[]>
  /** Behind which there may be more. */
  last?: Armed | undefined
}

async function readBatch(deps: ReachDeps, { upTo, parked }: Telling, after?: Armed): Promise<Batch> {
  const due = await readArmed(deps.database, parked, { upTo, after, limit: BATCH })
  const ids = due.map(({ clock_id }) => clock_id)
  const found = awaitedLater(findClocks(deps.log, deps.calendars, ids))
  return { found, last: due.length < BATCH ? undefined : due.at(-1) }
}

async function readBehind(
  deps: ReachDeps,
  telling: Telling,
  before: Promise<Batch | undefined> | undefined,
): Promise<Batch | undefined> {
  const last = (await before)?.last
  return last && !telling.signal.aborted ? readBatch(deps, telling, last) : undefined
}

interface Reached {
  entity: string
  append: Append
}

async function inForceOf(
  calendars: SlaClockDeps['calendars'],
  found: readonly FoundClock[],
): Promise<ReadonlyMap<string, InForce>> {
  const entities = [...new Set(found.map(({ entity }) => entity))]
  return new Map(
    await Promise.all(entities.map(async (entity) => [entity, await calendars.inForce(entity)] as const)),
  )
}

/** Of a clock that runs by a calendar which isn't in force any more, first that it comes under the one that is. */
function reachedBy(
  read: FoundClock,
  inForce: InForce | undefined,
  { upTo, delivered }: Pick<Telling, 'upTo' | 'delivered'>,
): Reached[] {
  const { entity, version } = read
  const known = waitsForLetters(read.start) && delivered < upTo ? delivered : upTo
  const { events: before, found } =
    inForce && isInForceAt(inForce, known) ? recounted(read, inForce) : { events: [], found: read }
  const taken = inForce ? recountEvents(before, read, inForce) : []
  const { start, clock, calendar } = found
  const decision = clockDecider.decide({ type: 'Reach', upTo: known, calendar }, clock)
  if (isRefusal(decision)) return []
  const events = [...taken, ...decision.flatMap((event) => newEvent(start.clockId, event))]
  if (events.length === 0) return []
  const stream = clockStream(start.clockId)
  return [{ entity, append: { stream, expected: version, events, actor: 'service:sla-clock' } }]
}

/**
 * All of an entity's at once; and each by itself where one of them can't be: an answer or a replica was there first.
 * @param failures takes what the database says of those that it can't take
 */
async function write(log: EventLog, reached: readonly Reached[], failures: unknown[]): Promise<boolean> {
  const entities = Map.groupBy(reached, ({ entity }) => entity)
  const units = await Promise.allSettled(
    [...entities].map(async ([entity, all]) => {
      const appends = all.map(({ append }) => append)
      if (await isWritten(log, entity, appends)) return
      const each = appends.map((append) => log.write(entity, { appends: [append] }))
      for (const one of await Promise.allSettled(each))
        if (one.status === 'rejected') {
          if (isRetryable(one.reason)) throw one.reason
          failures.push(one.reason)
        }
    }),
  )
  for (const one of units) if (one.status === 'rejected') throw one.reason
  return reached.length > 0
}

async function isWritten(log: EventLog, entity: string, appends: Append[]): Promise<boolean> {
  try {
    return (await log.write(entity, { appends })).outcome !== 'refused'
  } catch (error) {
    // One that the database can't take is looked at by itself; a machine that is away is so for all of them.
    if (isRetryable(error)) throw error
    return false
  }
}

/** Its id derives from the mark, so that it is written once whoever reaches it. */
function newEvent(clockId: string, event: ClockEvent): NewEvent[] {
  const at = nominalOf(event)
  if (at === undefined) return []
  const rung = event.type === 'ClockWarned' ? event.data.rung : null
  const id = deriveId('mark', clockId, markKey({ rung, at }))
  return [{ id, type: event.type, data: event.data as unknown as JsonObject, at }]
}
