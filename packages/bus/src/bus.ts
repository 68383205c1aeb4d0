import type { PublicDraft, PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { Place, Recorded } from '@ventanilla/event-log'

/** The log that a record belongs to when nothing can be read of it. */
export const NO_ENTITY = '-'

/** Domain event → public event; undefined for what stays inside the service. Pure. */
export type Publications = (recorded: Recorded) => PublicDraft | undefined

/** Why something could not be handled: a machine's word, and a sentence that says nothing of a person. */
export interface Reason {
  code: string
  message: string
}

/** A record of a broker that is no public event: none of ours, broken, or of a version that isn't known here. */
export interface Unreadable {
  topic: string
  partition: number
  offset: number
  /** As text; empty when it has none. What its topic promises, and so perhaps not a case. */
  key: string
  bytes: Uint8Array
  reason: Reason
}

/** Public events of one publisher's log, in its order, and the consumer's places before and after them. */
export interface Delivery {
  source: ServiceName
  /** `NO_ENTITY` where only unreadable records are. */
  entity: string
  /** May be empty: the publisher kept what it wrote to itself, and the places move on all the same. */
  events: PublicEvent[]
  /** The record that an event came in, on a bus that carries bytes. */
  bytes?(event: PublicEvent): Uint8Array | undefined
  /** They came before `events`: a bus ends a batch where one comes, or the order of their key would be lost. */
  unreadable?: readonly Unreadable[]
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
  /**
   * @throws to be called again, after a pause. The first place may have moved meanwhile, over events that went well:
   * the bus asks for it again.
   */
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
