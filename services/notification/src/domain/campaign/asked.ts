import type { Channel } from './channel.ts'

/** Whom it goes to, as it was given: an e-mail address or a mobile phone, by the channel. */
export interface Recipient {
  email?: string | undefined
  phone?: string | undefined
  name?: string | undefined
}

export interface CampaignAsked {
  channel: Channel
  subject?: string | undefined
  text: string
  recipients: readonly Recipient[]
}

/** What makes an address one that can be written to, and a text one that goes by SMS: others know those rules. */
export interface Judge {
  /** Undefined when no mail can go there. */
  mailbox(email: string | undefined): string | undefined
  /** Ten digits; undefined when no message can go there. */
  mobile(phone: string | undefined): string | undefined
  /** Absent when the entity's procedures don't say what a message may be. */
  errorsOf?(text: string): readonly { code: string; detail: string }[]
}
