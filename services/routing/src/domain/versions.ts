import type { EventVersions } from '@ventanilla/decider'
import type { CaseEvent } from './events.ts'
/** All that this service writes into its log. */
export type StoredEvent = CaseEvent

/** How earlier versions of our own events are read: none has had another shape yet. */
export const eventVersions: EventVersions = {}
