import type { EventVersions, Upcaster } from '@ventanilla/decider'
import type { FormRead } from './access.ts'
import type { CaseEvent } from './events.ts'
import type { ActionEvent } from './improvement/events.ts'
import type { OfficerEvent } from './officers/events.ts'
import type { ReassignmentEvent } from './reassign/events.ts'
import type { SimilarDismissed } from './similar/dismissal.ts'

/** All that this service writes into its log. */
export type StoredEvent =
  | CaseEvent
  | ActionEvent
  | OfficerEvent
  | ReassignmentEvent
  | SimilarDismissed
  | FormRead

/** Says more than it did, and reads what was written before as not having said it. */
const more: Upcaster = (data) => data

/** How earlier versions of our own events are read. */
export const eventVersions: EventVersions = {
  // 2: terms in months and hours.
  CaseOpened: [more],
  // 2: what it was given on, and which others it was moved with.
  CaseAssigned: [more],
  // 2: outcomes of a procedure's own.
  CaseAnswered: [more],
  CaseClassified: [more],
  // 2: a form, who made it, and which area gave an evidence.
  CaseMoved: [more],
  // 2: for the archive too, and of notes and answers.
  FormRead: [more],
  // 2: the text of the answer.
  MergedCaseAnswered: [more],
}
