import type { Gate } from './gate.ts'
import type { Replicas } from './replicas.ts'

/** What a service needs so that several processes may run it at once. */
export interface Replicated {
  replicas: Replicas
  /** Stands before what its log writes. */
  gate: Gate
}
