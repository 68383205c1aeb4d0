import type { Delivery } from '../bus.ts'
import type { ParkedAt } from './cases.ts'

/**
 * The next part of a delivery that is committed by itself, and what is left of it. `parked` parts are written down as
 * waiting, the others handed on; in the order of the publisher's log, which is what the place counts.
 */
export interface Part {
  parked: boolean
  delivery: Delivery
  rest?: Delivery
}

/** @param oneByOne the delivery as a whole failed too often: find out which event it is */
export function nextPart(delivery: Delivery, cases: ReadonlyMap<string, ParkedAt>, oneByOne: boolean): Part {
  const { unreadable = [] } = delivery
  if (unreadable.length > 0) return unreadablePart(delivery)
  const touched = delivery.events.some(({ subject }) => cases.has(subject))
  if (!oneByOne && !touched) return { parked: false, delivery }
  const events = delivery.events.toSorted((a, b) => a.sequence - b.sequence)
  const parked = cases.has(events[0]?.subject ?? '')
  const count = parked ? parkable(events, cases) : oneByOne ? 1 : untouched(events, cases)
  return { parked, ...cut({ ...delivery, events }, count) }
}

type Events = Delivery['events']

/** As many as can be written as one unit, which names a stream at most once and is of one log. */
function parkable(events: Events, cases: ReadonlyMap<string, ParkedAt>): number {
  const seen = new Set<string>()
  const entity = cases.get(events[0]?.subject ?? '')?.entity
  const end = events.findIndex(({ subject }) => {
    if (seen.has(subject) || cases.get(subject)?.entity !== entity) return true
    seen.add(subject)
    return false
  })
  return end === -1 ? events.length : end
}

function untouched(events: Events, cases: ReadonlyMap<string, ParkedAt>): number {
  const end = events.findIndex(({ subject }) => cases.has(subject))
  return end === -1 ? events.length : end
}

/** The first `count` events, with the place at the last of them; the further places move with the very last part. */
function cut(delivery: Delivery, count: number): Omit<Part, 'parked'> {
  const { events, places } = delivery
  const [first, ...further] = places
  const last = events[count - 1]
  if (last === undefined || count >= events.length) return { delivery }
  return {
    delivery: { ...delivery, events: events.slice(0, count), places: [{ ...first, next: last.sequence }] },
    rest: {
      ...delivery,
      events: events.slice(count),
      places: [{ ...first, expected: last.sequence }, ...further],
    },
  }
}

/** One record, at a place that doesn't move unless nothing else is left: it has no position in anybody's log. */
function unreadablePart(delivery: Delivery): Part {
  const { unreadable = [], events, places } = delivery
  const [record, ...others] = unreadable
  if (record === undefined) throw new Error('no record to park')
  if (others.length === 0 && events.length === 0) return { parked: true, delivery }
  const [first] = places
  const here = { ...first, next: first.expected }
  return {
    parked: true,
    delivery: { ...delivery, events: [], unreadable: [record], places: [here] },
    rest: { ...delivery, unreadable: others },
  }
}
