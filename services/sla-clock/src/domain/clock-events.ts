import type { LocalDate } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'
import type { CalendarName, CaseFact, ClockStart, Mark } from './facts.ts'

interface Clocked {
  readonly clockId: string
  readonly caseId: string
}

/**
 * What a clock that runs has ahead of it. Written with the fact, so that whoever arms deadlines needs no calendar;
 * the due date itself is always counted again from the facts.
 */
interface Ahead {
  readonly due: LocalDate
  /** What it has not reached yet, by instant; empty when it doesn't run. */
  readonly marks: readonly Mark[]
}

/** The term as it stands: another one after a reopening with a new term. */
interface Standing {
  readonly received: LocalDate
  /** Days granted on top of the present term. */
  readonly extension: number
  /** Its end was passed, and told, before. */
  readonly breached: boolean
}

type Told<Type extends string, Data> = Fact<Type, Clocked & { readonly fact: CaseFact } & Data>

export type ClockStarted = Fact<'ClockStarted', ClockStart & Ahead>
/** Its term can't be counted (a date that no calendar covers, an absurd number of days): a person has to look. */
export type ClockNotStarted = Fact<'ClockNotStarted', Clocked & { readonly clock: string }>
export type ClockPaused = Told<'ClockPaused', { readonly on: LocalDate; readonly reason: string }>
export type ClockResumed = Told<
  'ClockResumed',
  { readonly on: LocalDate; readonly reason: string } & Ahead & Standing
>
export type ClockMet = Told<
  'ClockMet',
  { readonly on: LocalDate; readonly due: LocalDate; readonly late: boolean }
>
export type ClockCancelled = Told<'ClockCancelled', { readonly on: LocalDate; readonly reason: string }>
/** Heard, and changing nothing yet: what comes before it in routing's order may still arrive. */
export type FactNoted = Told<'FactNoted', unknown>

export type ClockExtended = Fact<
  'ClockExtended',
  Clocked &
    Ahead &
    Standing & {
      readonly amount: number
      readonly on: LocalDate
      /** The instant, of one that was granted on the day on which it was told. */
      readonly at?: string
      /** In the vault, under the case's key. */
      readonly reasonRef?: string
      /** Codes of the rules that a user's would have broken. */
      readonly flags: readonly string[]
      readonly recordedBy?: string
    }
>

/** From here on another calendar counts it, from its first day on: one that was put in force for terms that run. */
export type ClockRecounted = Fact<
  'ClockRecounted',
  Clocked &
    Ahead &
    Standing & {
      readonly from: CalendarName
      readonly to: CalendarName
      /**
       * The due date by the calendar before, null where that couldn't count it. While the term is suspended this and
       * `due` are those it would have if it went on on that day.
       */
      readonly before: LocalDate | null
      readonly paused: boolean
      /** The last rung that it has passed by the new count, and that was told. */
      readonly rung: string | null
      /** The act that puts the calendar in force. */
      readonly act: string
      /** Who put it in force. */
      readonly by: string
      readonly on: LocalDate
      /** The instant from which it is in force, however late it reached this clock. */
      readonly nominal: string
    }
>

export type ClockWarned = Fact<
  'ClockWarned',
  Clocked & { readonly rung: string; readonly due: LocalDate; readonly nominal: string }
>
export type ClockBreached = Fact<
  'ClockBreached',
  Clocked & { readonly due: LocalDate; readonly nominal: string }
>

/**
 * The case rests while another goes on for it: from `at` on the clock tells nothing of what it reaches. `marks` are
 * those that it had reached by then and that nobody has told: only of one that a letter may meet.
 */
export type ClockSetAside = Fact<
  'ClockSetAside',
  Clocked & { readonly on: LocalDate; readonly at: string; readonly marks: readonly Mark[] }
>
/** It goes on as if it had never rested. `marks` lie ahead, or were passed meanwhile and are told now. */
export type ClockTakenUp = Fact<
  'ClockTakenUp',
  Clocked & { readonly on: LocalDate; readonly marks: readonly Mark[] }
>

export type ToldEvent = ClockPaused | ClockResumed | ClockMet | ClockCancelled
export type ReachedEvent = ClockWarned | ClockBreached
export type ClockEvent =
  | ClockStarted
  | ClockNotStarted
  | ToldEvent
  | FactNoted
  | ClockExtended
  | ClockRecounted
  | ClockSetAside
  | ClockTakenUp
  | ReachedEvent
