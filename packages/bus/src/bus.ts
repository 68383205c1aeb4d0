import type { PublicDraft, PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { Place, Recorded } from '@ventanilla/event-log'

/** Domain event → public event; undefined for what stays inside the service. Pure. */
export type Publications = (recorded: Recorded) => PublicDraft | undefined

/** Public events of one publisher's log, in its order, and the consumer's places before and after them. */
export interface Delivery {
  source: ServiceName
  entity: string
  /** May be empty: the publisher kept what it wrote to itself, and the places move on all the same. */
  events: PublicEvent[]
  /**
   * First how far into the publisher's log this consumer has got, in positions of that log: what makes an effect
   * happen once. A bus may add where it takes up reading again. All are moved in the commit of the effect.
   */
  places: readonly [Place, ...Place[]]
}

/**
 * `done`: effect and place are committed together. `moved`: another replica moved the place first, nothing was
 * written, the bus asks for the place again.
 */
export type Handled = 'done' | 'moved'

export interface Subscription {
  /** Names the place; two replicas of a service share it. */
  consumer: string
  from: readonly ServiceName[]
  place(consumer: string, source: string): Promise<number>
  /** @throws to be called again with the same events, after a pause. */
  handle(delivery: Delivery): Promise<Handled>
  /** Every fact that `source` knew of at this business instant has been handled. Never goes back. */
  onWatermark?(source: ServiceName, instant: string): void
}

export interface Subscribed {
  consumer: string
  /** Events published and not yet handled. */
  behind(): Promise<number>
  /** What it failed with last, until it goes on. */
  failing(): string | undefined
  stop(): Promise<void>
}

/** Order is promised per case and publisher, no more; delivery at least once, effects once by the place. */
export interface Bus {
  subscribe(subscription: Subscription): Promise<Subscribed>
  /** Facts of our own publishers that nobody else can hear yet: none on a bus whose subscribers read their logs. */
  unpublished(): Promise<number>
  /** What it failed to publish with last, until it goes on. */
  failing(): string | undefined
  /** After its subscriptions were stopped. */
  close(): Promise<void>
}

/** Turns a log's fact into what the others see, or undefined when it stays inside. */
export function publish(
  source: ServiceName,
  publications: Publications,
  recorded: Recorded,
): PublicEvent | undefined {
  const draft = publications(recorded)
  if (!draft) return undefined
  const { id, entity, at, recordedAt, position, actor, cause } = recorded
  return {
    ...draft,
    id,
    source,
    entity,
    at,
    recordedAt,
    sequence: position,
    actor,
    ...(cause !== undefined && { cause }),
  } as PublicEvent
}
