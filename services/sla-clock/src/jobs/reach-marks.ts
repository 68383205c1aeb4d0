import { isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog, type NewEvent } from '@ventanilla/event-log'
import { type Projector, raiseLow } from '@ventanilla/projections'
import type { Job, ParkedModel } from '@ventanilla/runtime'
import { type ReadClock, readClocks } from '../commands/read-clock.ts'
import { clockStream } from '../commands/streams.ts'
import type { SlaClockDeps } from '../deps.ts'
import { clockDecider } from '../domain/clock.ts'
import type { ClockEvent } from '../domain/clock-events.ts'
import { markKey } from '../domain/clock-state.ts'
import { nominalOf } from '../domain/nominal.ts'
import { waitsForDelivery } from '../domain/rules.ts'
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
/** How long a step goes on before it lets itself be stopped, and what it wrote be folded. */
const STEP_MS = 2_000

/**
 * Tells what terms have reached: rungs and ends, each at its nominal instant, however late. A deadline waits for the
 * facts: nothing is told beyond what routing is known to have told, so an hour of silence with an answer on its way
 * writes no false breach, and of a term that only a delivered answer meets nothing beyond what notification is known to
 * have told; of a parked case nothing at all, since the answer may be what waits. The read model only
 * says where to look; each clock decides on its own stream, and of two replicas one writes.
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
 * One batch after the other, and the next is read and decided while one is written. None waits for the read model to
 * learn of the one before: it reads on from where that ended.
 * @returns whether something was written, by whomever: then it has to be looked at again
 */
async function tellAll(deps: ReachDeps, telling: Telling): Promise<boolean> {
  const { database, log, calendars } = deps
  const { upTo, parked, signal, beat } = telling
  const end = performance.now() + STEP_MS
  let written = false
  let writing: Promise<boolean> = Promise.resolve(false)
  try {
    for (let after: Armed | undefined; ; ) {
      const due = await readArmed(database, parked, { upTo, after, limit: BATCH })
      const ids = due.map(({ clock_id }) => clock_id)
      const found = due.length > 0 && !signal.aborted ? await readClocks(log, calendars, ids) : []
      written = (await writing) || written
      writing = writeReached(log, found, telling)
      writing.catch(() => {}) // It is waited for below, and until then it isn't forgotten.
      after = due.at(-1)
      beat()
      if (due.length < BATCH || signal.aborted || performance.now() > end) break
    }
  } finally {
    written = (await writing) || written
  }
  return written
}

async function writeReached(
  log: EventLog,
  clocks: readonly ReadClock[],
  { upTo, delivered }: Pick<Telling, 'upTo' | 'delivered'>,
): Promise<boolean> {
  const known = delivered < upTo ? delivered : upTo
  const reached = await Promise.all(
    clocks.map((found) => reach(log, found, waitsForDelivery(found.start) ? known : upTo)),
  )
  return reached.includes(true)
}

/** @returns whether something was written, by whomever: then it has to be looked at again */
async function reach(log: EventLog, found: ReadClock, upTo: string): Promise<boolean> {
  const { entity, version, start, clock, calendar } = found
  const decision = clockDecider.decide({ type: 'Reach', upTo, calendar }, clock)
  if (isRefusal(decision) || decision.length === 0) return false
  const events = decision.flatMap((event) => newEvent(start.clockId, event))
  const stream = clockStream(start.clockId)
  await log.write(entity, { appends: [{ stream, expected: version, events, actor: 'service:sla-clock' }] })
  // Refused or not: an answer, an extension or another replica was there first.
  return true
}

/** Its id derives from the mark, so that it is written once whoever reaches it. */
function newEvent(clockId: string, event: ClockEvent): NewEvent[] {
  const at = nominalOf(event)
  if (at === undefined) return []
  const rung = event.type === 'ClockWarned' ? event.data.rung : null
  const id = deriveId('mark', clockId, markKey({ rung, at }))
  return [{ id, type: event.type, data: event.data as unknown as JsonObject, at }]
}
