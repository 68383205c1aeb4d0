import type { MessageParameters } from '@ventanilla/file-checks/sms'
import type { Letter } from '../domain/letter.ts'

/** A mail as it goes out. Ids are those of RFC 5322, in angle brackets. */
export interface Mail {
  id: string
  inReplyTo?: string
  from: { name: string; address: string }
  to: { name: string; address: string }
  /** ISO instant. */
  date: string
  subject: string
  text: string
  html: string
  /** Where who wants no more of them writes. */
  unsubscribe?: string
}

/** `reply` is the server's code; absent when the mail was no good before any server saw it. */
export type Verdict = { took: true } | { took: false; forGood: boolean; reply?: number }

export interface Mailer {
  /** @throws MailServerUnavailable when there is no word on this mail, and none to be had on others now */
  send(mail: Mail): Promise<Verdict>
  close(): void
}

/** No server answers, or it won't deal with us: a matter of the machine, not of one mail. */
export class MailServerUnavailable extends Error {
  override readonly name = 'MailServerUnavailable'
}

/** A text message as it goes out. */
export interface Sms {
  /** The same on every try: a gateway takes it once. */
  id: string
  /** Ten digits, a mobile phone of Colombia. */
  to: string
  text: string
}

/** What text messages are handed to. */
export interface SmsGateway {
  /**
   * What it took under an id it takes again and sends once. @throws SmsGatewayUnavailable when there is no word on
   * this one, and none to be had on others now
   */
  send(sms: Sms): Promise<Verdict>
  close(): void
}

export class SmsGatewayUnavailable extends Error {
  override readonly name = 'SmsGatewayUnavailable'
}

/** What is needed of a person to write to them, read at the last moment and kept nowhere. */
export interface Addressee {
  name?: string
  /** Absent: none was given, or no mail can go to it. */
  address?: string
  /** Ten digits; absent: none was given, or no message can go to it. */
  phone?: string
  text?: string
  /** What the text is about, of a campaign. */
  subject?: string
}

/** 'erased': there is nobody to write to, or nothing to write, any more. 'unreadable': the vault holds it and can't open it. */
export type Looked = Addressee | 'erased' | 'unreadable'

export interface AddresseeRefs {
  personRef: string
  contactRef: string | null
  textRef: string | null
}

export interface People {
  /** One answer for each question, in their order. */
  look(refs: readonly AddresseeRefs[]): Promise<Looked[]>
}

/** A text of a letter, as some office approved it. */
export interface Approved {
  id: string
  version: number
  approvedBy: string
  approvedOn: string
  text: string
}

/** What entities call themselves and the kinds of request that they take. */
export interface Names {
  entity(entity: string): string
  kind(entity: string, procedure: string, kind: string): string | undefined
  procedure(entity: string, procedure: string): string | undefined
  /** The words that were approved for a letter, by the version under which its case was born. */
  approved(entity: string, letter: Letter): Approved | undefined
  /** What its procedures say that a text message may be; undefined when none does. */
  smsRules(entity: string): MessageParameters | undefined
}
