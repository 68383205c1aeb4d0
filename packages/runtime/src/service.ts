import type { Publications, Subscription } from '@ventanilla/bus'
import type { ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import type { ErrorCatalog, HttpRoutes } from '@ventanilla/http-kit'
import type { Projector } from '@ventanilla/projections'
import type { Check } from './health.ts'
import type { ParkedModel } from './parking/parked-model.ts'
import type { Replicated } from './replicas/replicated.ts'

/**
 * Work that nobody asks for by a request: sending what waits, firing what is due. One process does it at a time. One
 * that was taken for dead may still be at it when another takes over, so what it does twice must change nothing.
 */
export interface Job {
  name: string
  /** One piece of work. True = it did something, so look again at once. `beat` says "alive" from within a long one. */
  step(signal: AbortSignal, beat?: () => void): Promise<boolean>
  /**
   * How much of it waits now; 0 when it has reached the present business instant.
   * @param ours whether it is this process that does it now; absent = yes
   */
  behind(ours?: boolean): Promise<number>
  pollMs?: number
  /** Writes no facts (it sweeps): nothing wakes it but its poll, and nobody's deadline waits for it. */
  housekeeping?: true
}

/** What `createX(deps)` gives, and all that a process needs to know of a service. */
export interface Service {
  name: ServiceName
  log: EventLog
  http: HttpRoutes
  errors: ErrorCatalog
  publications: Publications
  subscriptions: readonly Omit<Subscription, 'place'>[]
  projectors: readonly Projector[]
  jobs: readonly Job[]
  checks: readonly Check[]
  /** The cases whose events it could not handle; told by its log when absent, and then to nobody else. */
  parked?: ParkedModel
  /** How several processes run it at once; absent when there is only this one. */
  replicated?: Replicated
  /** Gives back what compose opened (pools, transports), after everything above has stopped. */
  close(): Promise<void>
}

/** Its own read models, and the one that every service with subscriptions has. */
export function projectorsOf({ projectors, parked }: Service): readonly Projector[] {
  return parked ? [...projectors, parked.projector] : projectors
}
