import type { Append, EventLog } from '@ventanilla/event-log'
import type { Delivery, Handled, Reason } from '../bus.ts'
import type { ParkedAt, ParkedCases } from './cases.ts'
import type { ParkedCase } from './facts.ts'
import { nextPart } from './parts.ts'
import { appendOf, type Parkable, parkableEvent, parkableRecord, placed } from './write.ts'

export interface ParkingOptions {
  consumer: string
  /** The consumer's own log: what it can't handle becomes facts of it. */
  log: Pick<EventLog, 'write' | 'stream'>
  handle(delivery: Delivery): Promise<Handled>
  cases: ParkedCases
  /** The machine is broken, or somebody was faster; the event is as good as ever. Thrown on for ever. */
  isTransient(error: unknown): boolean
  /** Without a person's data. */
  describe(error: unknown): Reason
  /** The present business instant, for records that have none of their own. */
  now(): string
  /** How often a delivery fails before it is taken event by event, to see which event it is. */
  tries?: number
  /** Told of each event that begins to wait, with a reason when it is the one that could not be handled. */
  onParked?(parked: ParkedCase & { reason?: Reason }): void
}

export const TRIES = 5
/** Somebody replays or discards while a case's events go on coming: nobody does that a hundred times in a row. */
const LOOKS = 100

/**
 * Handles deliveries so that an event which can't be handled holds up its own case and no other. What a publisher says
 * of a case is handled in order or waits in order: once one event waits, all later ones of that case do, untried.
 *
 * What is known of the parked cases is remembered, so that with nothing parked a delivery costs no question. It stays
 * right without asking, whoever else moves the same places:
 *
 * - *Parking* moves the consumer's place in the commit of its fact. (A record that nobody can read may be kept before
 *   its place moves; then it comes again to whoever goes on from there, who sees that it is kept.) So nobody parked
 *   anything of these cases between a place and the same place: what was known at `expected` holds for what begins there. At any other place it is asked for again,
 *   after the place was read; what is parked later still moves the place, and what was decided without it is refused.
 * - *Replay and discard* move no place, and add to the stream of the case. Whoever believes that a case still waits
 *   appends behind a version that is gone, is refused, and asks again. Whoever doesn't know yet that it waits no more
 *   does nothing else than that.
 * - The last fact of a replay is conditional in the same way: an event that was parked meanwhile refuses it.
 */
export function createParking(options: ParkingOptions): (delivery: Delivery) => Promise<Handled> {
  const { handle, isTransient, tries = TRIES } = options
  const known = createKnown(options)
  const failures = new Map<string, { expected: number; count: number }>()

  /** How often in a row what begins at this place has failed, this time included. */
  function count({ places: [{ source, expected }] }: Delivery): number {
    const before = failures.get(source)
    const failed = { expected, count: before?.expected === expected ? before.count + 1 : 1 }
    failures.set(source, failed)
    return failed.count
  }

  /**
   * @param before how often these events failed together with others; 0 while nobody asks which of them it is
   * @returns the event to be parked, or how often all of them failed, when they are to be taken one by one
   */
  async function attempt(delivery: Delivery, before: number): Promise<Handled | number | Parkable> {
    try {
      return await handle(delivery)
    } catch (error) {
      if (isTransient(error)) throw error
      const [event, ...others] = delivery.events
      const failed = before > 0 ? before + 1 : count(delivery)
      if (event === undefined || failed < tries) throw error
      return others.length > 0 ? failed : parkableEvent(delivery, event, options.describe(error), failed)
    }
  }

  return async function receive(delivery) {
    let left: Delivery | undefined = delivery
    let failed = 0
    const most = LOOKS + delivery.events.length + (delivery.unreadable?.length ?? 0)
    for (let looked = 0; left && looked < most; looked++) {
      const cases = await known.at(left)
      const part = nextPart(left, cases, failed > 0)
      const wanted = part.parked
        ? waiting(part.delivery, options.now())
        : await attempt(part.delivery, failed)
      if (typeof wanted === 'number') {
        failed = wanted
        continue
      }
      const handled =
        typeof wanted === 'string' ? wanted : await park(options, part.delivery, [wanted].flat(), cases)
      if (handled === 'done') known.moved(part.delivery)
      else known.forget(left)
      if (handled === 'moved') return 'moved'
      if (handled !== 'stale') left = part.rest
    }
    if (left) throw Object.assign(new Error('the parked cases never stand still'), { retryable: true })
    return 'done'
  }
}

/** All of a part whose cases wait already, or the one record that nobody can read. */
function waiting(delivery: Delivery, now: string): Parkable[] {
  const [record] = delivery.unreadable ?? []
  return record
    ? [parkableRecord(delivery, record, now)]
    : delivery.events.map((event) => parkableEvent(delivery, event))
}

/**
 * Writes down that these wait, with the places.
 * @returns 'stale' when what is known of their cases holds no more; 'repeated' when it was written already, and may
 * have been replayed since
 */
async function park(
  { consumer, log, onParked }: ParkingOptions,
  delivery: Delivery,
  parked: readonly Parkable[],
  cases: Map<string, ParkedAt>,
): Promise<Handled | 'stale' | 'repeated'> {
  const { source, places } = delivery
  const appends: Append[] = []
  let { entity } = delivery
  for (const one of parked) {
    // One after the other: but for the first event of a case, all of it is known.
    const at = await placed(log, one, { ...delivery, consumer }, cases)
    entity = at.entity
    appends.push(appendOf(one, at, { consumer, source }))
  }
  const written = await log.write(entity, { appends, places })
  if (written.outcome === 'refused') {
    if (written.code === 'place-moved') return 'moved'
    if (written.code === 'version-conflict') return 'stale'
    throw new Error(`${consumer}: ${written.code} at ${written.stream ?? entity}`)
  }
  if (written.outcome === 'repeated') return 'repeated'
  parked.forEach(({ key, told: { reason } }, index) => {
    cases.set(key, { entity, version: written.appends[index]?.version ?? 0 })
    onParked?.({ consumer, source, key, ...(reason && { reason }) })
  })
  return 'done'
}

/** What is known of the parked cases at each place, and for how long it holds: see `createParking`. */
function createKnown({ consumer, cases }: ParkingOptions) {
  const views = new Map<string, { at: number; cases: Map<string, ParkedAt> }>()
  return {
    async at({ source, places: [place] }: Delivery): Promise<Map<string, ParkedAt>> {
      const view = views.get(place.source)
      if (view?.at === place.expected) return view.cases
      const fresh = { at: place.expected, cases: await cases.of(consumer, source) }
      views.set(place.source, fresh)
      return fresh.cases
    },
    moved({ places: [place] }: Delivery) {
      const view = views.get(place.source)
      if (view) view.at = place.next
    },
    forget({ places: [place] }: Delivery) {
      views.delete(place.source)
    },
  }
}
