import type { ServiceName } from '@ventanilla/contracts'
import type { Place } from '@ventanilla/event-log'
import { type Delivery, type Handled, NO_ENTITY, type Subscription, type Unreadable } from '../bus.ts'
import type { ReadRecord } from './record.ts'

/**
 * Cuts a batch where an unreadable record comes after events, or the order of their key would be lost; what names no
 * entity stands alone. `end` is the offset after the batch.
 */
export function* runsOf(
  records: readonly ReadRecord[],
  end: number,
  size: number,
): Generator<{ records: ReadRecord[]; end: number }> {
  let run: ReadRecord[] = []
  for (const record of records) {
    const last = run.at(-1)
    const cut =
      last &&
      ((last.event && !record.event) ||
        (last.entity === NO_ENTITY) !== (record.entity === NO_ENTITY) ||
        run.length >= size)
    if (cut) {
      yield { records: run, end: record.offset }
      run = []
    }
    run.push(record)
  }
  if (run.length > 0) yield { records: run, end }
}

/** What one consumer has of one entity's log in one partition. */
interface EntityPlace {
  /** As it stands in the database, and what is at or below it is a repeat. */
  place: number
  /** The place of who read the publisher's log itself, before there was a broker. */
  floor: number
}

export interface Partition {
  readonly topic: string
  readonly source: ServiceName
  readonly partition: number
  /** The offset to be read next. */
  next: number
  /** Where reading is taken up again, as it stands in the database. */
  saved: number
  /** Sequences that came behind a gap, by entity: nothing of it is applied until what was missing comes. */
  readonly gaps: Map<string, { from: number; to: number }>
  /** The gaps it has already been read again for, from the beginning of what is there. */
  readonly reread: Set<string>
  readonly entities: Map<string, EntityPlace>
}

export async function openPartition(
  { consumer, place }: Subscription,
  at: Pick<Partition, 'topic' | 'source' | 'partition'>,
): Promise<Partition> {
  const saved = await place(consumer, resumeOf(at))
  return { ...at, next: saved, saved, gaps: new Map(), reread: new Set(), entities: new Map() }
}

export const resumeOf = ({ topic, partition }: Pick<Partition, 'topic' | 'partition'>) =>
  `${topic}/${partition}`

/** Everything before this offset has been handled. */
export const handledTo = ({ next, saved, gaps }: Partition) => (gaps.size > 0 ? Math.min(next, saved) : next)

/** Moves where reading is taken up again, with nothing to be handled. */
export async function moveResume(
  subscription: Subscription,
  state: Partition,
  next: number,
): Promise<Handled> {
  const { consumer, handle } = subscription
  const place = { consumer, source: resumeOf(state), expected: state.saved, next }
  const handled = await handle({ source: state.source, entity: NO_ENTITY, events: [], places: [place] })
  if (handled === 'done') state.saved = next
  return handled
}

/** `gap`: to be read again from the beginning. `moved`: another replica did it, the places must be asked for again. */
export type Outcome = Handled | 'gap'

/**
 * Handles a run of records, up to `end`: each entity's in one commit, and where reading goes on in the last of them.
 * @throws the first failure, after every entity had its turn
 */
export async function handleRun(
  subscription: Subscription,
  state: Partition,
  records: readonly ReadRecord[],
  end: number,
): Promise<Outcome> {
  const ours = records.filter(isChained)
  for (const record of records)
    if (!isChained(record) && record.offset >= state.saved) await handleForeign(subscription, state, record)
  const groups = Map.groupBy(ours, ({ entity }) => entity)
  const deliveries: Delivery[] = []
  const resumeAt = (next: number): Place => ({
    ...{ consumer: subscription.consumer, source: resumeOf(state), expected: state.saved, next },
  })
  const nameless = (groups.get(NO_ENTITY) ?? []).filter(({ offset }) => offset >= state.saved)
  groups.delete(NO_ENTITY)
  for (const [entity, own] of groups) {
    const delivery = await deliveryOf(subscription, state, entity, own)
    if (delivery === 'gap') return 'gap'
    if (delivery) deliveries.push(delivery)
  }
  // What lies behind a gap is read again after a restart, and so is all that follows it.
  const to = state.gaps.size === 0 ? end : state.saved
  if (nameless.length > 0)
    deliveries.push({
      ...{ source: state.source, entity: NO_ENTITY, events: [], places: [resumeAt(to)] },
      unreadable: nameless.map((one) => told(state, one)),
    })
  const last = deliveries.pop()
  const results = await Promise.allSettled(deliveries.map((one) => hand(subscription, state, one)))
  const failed = results.find((one) => one.status === 'rejected')
  if (!last) return 'done'
  if (failed) {
    // Reading is taken up before the one that failed; the others have their effects.
    if (last.entity !== NO_ENTITY) await hand(subscription, state, last)
    throw failed.reason
  }
  if (results.some((one) => one.status === 'fulfilled' && one.value === 'moved')) return 'moved'
  const both = last.entity !== NO_ENTITY && to !== state.saved
  const places: Delivery['places'] = both ? [...last.places, resumeAt(to)] : last.places
  const handled = await hand(subscription, state, { ...last, places })
  if (handled === 'done') state.saved = to
  return handled
}

/** Part of the publisher's chain; or nothing that could be: an unreadable record has its own way. */
const isChained = ({ event, previous }: ReadRecord) => event === undefined || previous !== undefined

/**
 * An event that another producer wrote, in no chain: handled for what it says, under a place of its own, which makes it
 * happen once. Its sequence is nobody's word: taken for the publisher's, an invented one would make repeats of true events.
 */
async function handleForeign(
  { consumer, handle }: Subscription,
  state: Partition,
  { entity, event, message, offset }: ReadRecord,
): Promise<void> {
  if (!event) return
  const place = { consumer, source: `${resumeOf(state)}/${offset}`, expected: 0, next: 1 }
  await handle({
    ...{ source: state.source, entity, events: [event], places: [place] },
    bytes: () => message.value ?? undefined,
  })
}

/** @returns undefined when all of it is known already, or lies behind a gap */
async function deliveryOf(
  subscription: Subscription,
  state: Partition,
  entity: string,
  records: readonly ReadRecord[],
): Promise<Delivery | 'gap' | undefined> {
  const { source } = state
  const known = await entityPlace(subscription, state, entity)
  const before = Math.max(known.place, known.floor)
  let at = before
  const taken: ReadRecord[] = []
  for (const record of records) {
    const { sequence = 0, previous = at } = record
    if (sequence <= at) continue
    if (previous > at) {
      const gap = { from: at, to: Math.max(sequence, state.gaps.get(entity)?.to ?? 0) }
      const name = `${entity}@${gap.from}`
      state.gaps.set(entity, gap)
      if (state.reread.has(name)) continue
      state.reread.add(name)
      return 'gap'
    }
    taken.push(record)
    at = sequence
  }
  const gap = state.gaps.get(entity)
  if (gap && at >= gap.to) state.gaps.delete(entity)
  if (taken.length === 0) return undefined
  const kept = taken.filter(({ event }) => !event).map((one) => told(state, one))
  return {
    ...{ source, entity, events: taken.flatMap(({ event }) => event ?? []) },
    bytes: (event) => taken.find((one) => one.event === event)?.message.value ?? undefined,
    ...(kept.length > 0 && { unreadable: kept }),
    places: [
      { consumer: subscription.consumer, source: sourceOf(state, entity), expected: known.place, next: at },
    ],
  }
}

async function hand({ handle }: Subscription, { entities }: Partition, delivery: Delivery): Promise<Handled> {
  const known = entities.get(delivery.entity)
  entities.delete(delivery.entity) // asked for again unless this goes well
  const handled = await handle(delivery)
  if (handled === 'done' && known) entities.set(delivery.entity, { ...known, place: delivery.places[0].next })
  return handled
}

const sourceOf = ({ source, partition }: Partition, entity: string) => `${source}/${entity}/${partition}`

async function entityPlace(
  { consumer, place }: Subscription,
  state: Partition,
  entity: string,
): Promise<EntityPlace> {
  const there = state.entities.get(entity)
  if (there) return there
  const [own, floor] = await Promise.all([
    place(consumer, sourceOf(state, entity)),
    place(consumer, `${state.source}/${entity}`),
  ])
  const known = { place: own, floor }
  state.entities.set(entity, known)
  return known
}

function told({ topic, partition }: Partition, { offset, message, reason }: ReadRecord): Unreadable {
  return {
    ...{ topic, partition, offset },
    key: message.key?.toString() ?? '',
    bytes: message.value ?? Buffer.alloc(0),
    reason: reason ?? { code: 'unreadable', message: 'the record is no event' },
  }
}
