import { z } from 'zod'
import { type PublicEvent, publicEvents } from './public-event.ts'

/** A version of a public event that has a next one: what it is called, and how the old data say it. Pure. */
export interface PublicUpcaster {
  to: string
  data(old: never): unknown
}

/** By type, version included: 'ventanilla.routing.CaseMoved.v1' → v2. A type that isn't here is the newest. */
export type PublicUpcasters = Readonly<Record<string, PublicUpcaster>>

/**
 * A public event in the newest version that is known. A consumer is written for that one alone; what was published
 * earlier, and lies in topics and journals for ever, comes to it in that shape.
 * @throws ZodError when an upcaster makes what its own version forbids
 */
export function newest<Event extends { type: string; data: unknown }>(
  event: Event,
  catalog: Readonly<Record<string, z.ZodType>>,
  upcasters: PublicUpcasters,
): Event {
  let now = event
  while (Object.hasOwn(upcasters, now.type)) {
    const next = upcasters[now.type]
    const schema = next && catalog[next.to]
    if (!schema) throw new Error(`${now.type} has no next version in the catalog`)
    now = { ...now, type: next.to, data: z.parse(schema, next.data(now.data as never)) }
  }
  return now
}

/** Says more than it did: what was told before is true as it stands. */
const more = (old: unknown) => old

const publicUpcasters: PublicUpcasters = {
  // 2: terms in months and hours.
  'ventanilla.routing.CaseOpened.v1': { to: 'ventanilla.routing.CaseOpened.v2', data: more },
  // 2: the text of the answer.
  'ventanilla.routing.MergedCaseAnswered.v1': {
    to: 'ventanilla.routing.MergedCaseAnswered.v2',
    data: more,
  },
  'ventanilla.sla-clock.ClockStarted.v1': { to: 'ventanilla.sla-clock.ClockStarted.v2', data: more },
}

/** One of ours, as today's consumers know it. */
export function newestPublic(event: PublicEvent): PublicEvent {
  return newest<PublicEvent>(event, publicEvents as Readonly<Record<string, z.ZodType>>, publicUpcasters)
}
