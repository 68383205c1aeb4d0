import type { EventLog } from '@ventanilla/event-log'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { Names, SmsGateway } from '../jobs/ports.ts'

export interface CampaignDeps {
  log: EventLog
  vault: Vault
  clock: BusinessClock
  names: Names
  /** Absent: this installation has no way to send an SMS. */
  sms?: SmsGateway | undefined
}

/** Kinds of record that a campaign puts in the vault, all under a key of its own: they are erased together. */
export const recipientKind = 'campaign-recipient'
export const wordsKind = 'campaign-words'
export const noteKind = 'campaign-note'
