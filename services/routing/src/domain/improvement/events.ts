import type { LocalDate } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'

/** The three kinds of an ACPM. */
export const actionKinds = ['corrective', 'preventive', 'improvement'] as const
export type ActionKind = (typeof actionKinds)[number]

/** A fact that led to the action. Samples and indicators are another service's: only their shape is checked. */
export type Cause =
  | { case: string }
  | { indicator: string; from: LocalDate; to: LocalDate }
  | { sample: string }
  | { finding: string }

interface Noted {
  action: string
  on: LocalDate
  /** The subject of the person who said it; absent when an application did. */
  by?: string
}

export type ActionOpened = Fact<
  'ActionOpened',
  Noted & {
    kind: ActionKind
    procedure: string
    causes: readonly Cause[]
    area: string
    owner: string
    due: LocalDate
    /** What is to be done, and the analysis of the causes. */
    textRef: string
  }
>

/** Owner, area and last day as they are from now on. */
export type ActionAmended = Fact<
  'ActionAmended',
  Noted & { area: string; owner: string; due: LocalDate; noteRef: string }
>

/** `percent` is what is done, 0 to 100; it may be less than was said before. */
export type ActionProgressed = Fact<'ActionProgressed', Noted & { percent: number; noteRef: string }>

/** `evidence` says where it is kept (a file's hash, a record's id): never its content. */
export type ActionDone = Fact<'ActionDone', Noted & { evidence: readonly string[] }>

export type ActionVerified = Fact<
  'ActionVerified',
  Noted & {
    effective: boolean
    evidence: readonly string[]
    /** The value of the indicator before the action and after it, in the indicator's own unit. */
    before?: number
    after?: number
    noteRef?: string
  }
>

/** It had no effect, and goes on until another day. */
export type ActionReopened = Fact<'ActionReopened', Noted & { due: LocalDate }>
export type ActionCancelled = Fact<'ActionCancelled', Noted & { noteRef: string }>

export type ActionEvent =
  | ActionOpened
  | ActionAmended
  | ActionProgressed
  | ActionDone
  | ActionVerified
  | ActionReopened
  | ActionCancelled
