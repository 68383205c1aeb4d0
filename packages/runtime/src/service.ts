import type { Publications, Subscription } from '@ventanilla/bus'
import type { ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import type { ErrorCatalog, HttpRoutes } from '@ventanilla/http-kit'
import type { Projector } from '@ventanilla/projections'
import type { Check } from './health.ts'

/** Work that nobody asks for by a request: sending what waits, firing what is due. Safe in two replicas. */
export interface Job {
  name: string
  /** One piece of work. True = it did something, so look again at once. */
  step(signal: AbortSignal): Promise<boolean>
  /** How much of it waits now; 0 when it has reached the present business instant. */
  behind(): Promise<number>
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
  /** Gives back what compose opened (pools, transports), after everything above has stopped. */
  close(): Promise<void>
}
