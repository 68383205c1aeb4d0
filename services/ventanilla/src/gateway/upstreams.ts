import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { createReplicas, type Replicas } from './replicas.ts'

/** Where each service answers now. */
export type Upstreams = Readonly<Record<ServiceName, Replicas>>

/** @param origins of each service; more may come, and go, later */
export function createUpstreams(origins: Partial<Record<ServiceName, readonly string[]>> = {}): Upstreams {
  return Object.fromEntries(
    SERVICES.map((name) => [name, createReplicas(origins[name])]),
  ) as unknown as Upstreams
}
