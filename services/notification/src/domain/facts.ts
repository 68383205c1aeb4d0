import type { LocalDate } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'
import type { RegimeUnit } from '@ventanilla/terms'
import type { Letter } from './letter.ts'

/** Business instant of the public event that told it. */
type Told = { at: string }

/** Who is written to. `messageId` is the acknowledgement's, which is one for each case. */
export type RecipientNoted = Fact<
  'RecipientNoted',
  Told & {
    messageId: string
    personRef: string
    /** What the person said of themselves with this filing; absent: what is known under `personRef`. */
    contactRef?: string
    /** Filed with their name. Absent: with reserve, or noted before this was said. */
    named?: true
    procedure: string
    kind: string
    receivedAt: string
  }
>

/** Nobody can be written to: the filing is anonymous, or only intake knows who filed it. */
export type NoRecipient = Fact<'NoRecipient', Told & { why: 'anonymous' | 'reserved' | 'unknown' }>

export type NumberNoted = Fact<'NumberNoted', Told & { radicado: string }>

/** A term that the person is told of. */
export type DueNoted = Fact<
  'DueNoted',
  Told & { clockId: string; due: LocalDate; amount: number; unit: RegimeUnit }
>

export type ExtensionNoted = Fact<
  'ExtensionNoted',
  Told & { messageId: string; clockId: string; due: LocalDate; amount: number; textRef?: string }
>

/** The entity's days changed, and with them the day on which a term ends. */
export type RecountNoted = Fact<
  'RecountNoted',
  Told & { messageId: string; clockId: string; before: LocalDate; due: LocalDate; act: string }
>

export type AnswerNoted = Fact<
  'AnswerNoted',
  Told & {
    messageId: string
    on: LocalDate
    textRef?: string
    /** Of the answer to the case that goes on for this one: its place in the publisher's log, as that of a merge. */
    sharedOrder?: number
  }
>

/** Another case goes on for this one. `order` is the place of what told it in its publisher's log. */
export type MergeNoted = Fact<'MergeNoted', Told & { messageId: string; into: string; order: number }>

/** It goes on by itself again. */
export type SeparationNoted = Fact<'SeparationNoted', Told & { order: number }>

/** What the letters wait for. Each comes from another service, in any order. */
export type Noted =
  | RecipientNoted
  | NoRecipient
  | NumberNoted
  | DueNoted
  | ExtensionNoted
  | RecountNoted
  | AnswerNoted
  | MergeNoted
  | SeparationNoted

export type MessageRequested = Fact<
  'MessageRequested',
  {
    messageId: string
    caseId: string
    channel: 'email'
    /** The latest business instant among the facts it waited for, whichever of them arrived last. */
    requestedAt: string
    personRef: string
    contactRef?: string
    /** The answer, or the reasons of an extension. */
    textRef?: string
    /** The acknowledgement's id: what the later letters of a case reply to, so that a mailbox keeps them together. */
    thread: string
    letter: Letter
  }
>

/** The server took it: from here on it is the server's to deliver. */
export type MessageSent = Fact<'MessageSent', { messageId: string; caseId: string; smtpMessageId: string }>

export type MessageFailed = Fact<
  'MessageFailed',
  {
    messageId: string
    caseId: string
    reason: FailureReason
    final: boolean
    /** The SMTP reply code, where it was a server that said no. */
    reply?: number
  }
>

export type CorrespondenceEvent = Noted | MessageRequested | MessageSent | MessageFailed

/** Why a message did not go, each with what it means; the only words that `reason` takes. */
export const failureReasons = {
  'no-address': 'the person gave no e-mail address, or one that no mail can go to (final)',
  'person-erased': "the person's data were erased, or the text with those of another person (final)",
  rejected: 'the receiving server refused it for good, with a 5xx reply (final)',
  'gave-up': 'the receiving server put it off for days, or nobody took a publication for as long (final)',
  separated: 'it tells of a merge, or brings its answer, that was taken back before it went (final)',
  temporary: 'the receiving server puts it off, or none can be reached: it is tried again (not final)',
  unreadable: "the person's data can't be read or written into the letter; it is tried again (not final)",
} as const

export type FailureReason = keyof typeof failureReasons
