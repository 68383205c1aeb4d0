import type { EventVersions } from '@ventanilla/decider'
import type { CorrespondenceEvent } from './facts.ts'
/** All that this service writes into its log. */
export type StoredEvent = CorrespondenceEvent

/** How earlier versions of our own events are read: none has had another shape yet. */
export const eventVersions: EventVersions = {}
