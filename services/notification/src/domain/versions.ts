import type { EventVersions, Upcaster } from '@ventanilla/decider'
import type { CampaignEvent, CampaignMessageEvent } from './campaign/facts.ts'
import type { CorrespondenceEvent } from './facts.ts'
import type { LetterRead } from './letter-read.ts'

/** All that this service writes into its log. */
export type StoredEvent = CorrespondenceEvent | CampaignEvent | CampaignMessageEvent | LetterRead

const same: Upcaster = (data) => data

/** How earlier versions of our own events are read. */
export const eventVersions: EventVersions = {
  // 2: a letter may tell of another date. 3: of a term in months or hours. 4: that another case goes on for it.
  MessageRequested: [same, same, same],
  // 2: it told of a merge that was taken back.
  MessageFailed: [same],
  // 2: it may be that of the case that goes on for this one.
  AnswerNoted: [same],
  // 2: whether it was filed with a name.
  RecipientNoted: [same],
  // 2: a term in months or hours.
  DueNoted: [same],
}
