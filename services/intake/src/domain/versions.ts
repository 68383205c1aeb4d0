import type { EventVersions, Fact, Upcaster } from '@ventanilla/decider'
import type { FilingEvent } from './filing-events.ts'
import type { QuarantineEvent } from './quarantine.ts'
/** Somebody saw what a person wrote or who they are. */
export type PersonRead = Fact<'PersonRead', { caseId: string; part: string }>
/** The keys of a person were destroyed. */
export type PersonErased = Fact<'PersonErased', { personRef: string; reason: string }>

/** All that this service writes into its log. */
export type StoredEvent = FilingEvent | QuarantineEvent | PersonRead | PersonErased

const same: Upcaster = (data) => data

/** How earlier versions of our own events are read. */
export const eventVersions: EventVersions = {
  // 2: where the person was attended. 3: what stands for who asked for reserve.
  FilingReceived: [same, same],
}
