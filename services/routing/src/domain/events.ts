import type { LocalDate } from '@ventanilla/calendar'
import type { DataOf } from '@ventanilla/contracts'
import type { Fact } from '@ventanilla/decider'
import type { Action, Coded, Term } from '@ventanilla/procedures'
import type { LinkType } from './links/link.ts'

/** A move that the engine makes by itself once the case has been this long in its state. */
export interface TimedMove extends Term {
  transition: string
}

/** Something attached to a move. `ref` says where it is kept (a file's hash, a record's id): never its content. */
export interface Attached {
  id: string
  ref: string
  /** The area that gave it. */
  by?: string
}

/** A form that was filled in: what names nobody, and where in the vault the words are. */
export interface FormFilled {
  id: string
  values: Readonly<Record<string, Coded>>
  /** The fields whose words are in the vault. */
  texts: readonly string[]
  /** Where they are, all of them together; absent when there are none. */
  ref?: string
}

type Public<
  Name extends
    | 'Assigned'
    | 'Moved'
    | 'Answered'
    | 'Classified'
    | 'Measured'
    | 'Migrated'
    | 'Merged'
    | 'Unmerged'
    | 'Absorbed'
    | 'Released'
    | 'PrioritySet',
> = DataOf<`ventanilla.routing.Case${Name}.v1`>

/** What is published, and what only this service needs to know. */
export type CaseOpened = Fact<
  'CaseOpened',
  DataOf<'ventanilla.routing.CaseOpened.v2'> & {
    /** Whose key the notes of the case are sealed under; absent when nobody is known. */
    personRef?: string
    /** The area that asks, in an internal request. */
    requestingArea?: string
    timed: readonly TimedMove[]
  }
>

/** A filing that no case could be opened for. A person has to look: nothing runs on it. */
export type CaseNotOpened = Fact<
  'CaseNotOpened',
  { caseId: string; procedure: string; kind: string; receivedAt: string; reason: NotOpened }
>
export type NotOpened =
  | 'entity-unknown'
  | 'procedure-unknown'
  | 'procedure-not-in-force'
  | 'kind-unknown'
  | 'date-not-covered'

/** How well somebody fitted a case when it was given, in thousandths, and their open cases then. */
export interface Score {
  officer: string
  open: number
  capacity: number
  skill: number
  load: number
  total: number
}

/** What a case was given on: those who could have it, the best first. */
export interface Weighed {
  by: 'skill-and-load'
  weights: { skill: number; load: number }
  /** How many officers the entity had, and how many of them could have it. */
  considered: number
  available: number
  /** Those who came first, twenty at most. */
  scores: readonly Score[]
}

export type CaseAssigned = Fact<
  'CaseAssigned',
  Public<'Assigned'> & {
    noteRef?: string
    /** Absent when a person or a rule of the procedure chose. */
    decision?: Weighed
    /** It was moved together with others. */
    batch?: string
  }
>

export type CaseMoved = Fact<
  'CaseMoved',
  Public<'Moved'> & {
    action?: Action
    evidence?: readonly Attached[]
    /** The text of the solution that it delivers. */
    textRef?: string
    timed: readonly TimedMove[]
    /** The form that was filled in with it. */
    form?: FormFilled
    /** The subject of the person who made it; absent when the engine, an application or another system did. */
    by?: string
  }
>

/** The form that its kind is asked with was filled in, or corrected: this is all of it. */
export type CaseFormFilled = Fact<'CaseFormFilled', { caseId: string; on: LocalDate; form: FormFilled }>

/** It goes on under another version of its procedure; its terms stay as they are. */
export type CaseMigrated = Fact<
  'CaseMigrated',
  Public<'Migrated'> & {
    /** The day from which the moves that wait are counted. */
    waitsFrom: LocalDate
    timed: readonly TimedMove[]
    by?: string
  }
>

/** What a move made of the priority of its case; the move just before it says what was brought and noted. */
export type CasePrioritySet = Fact<
  'CasePrioritySet',
  Public<'PrioritySet'> & {
    /** The subject of the person who decided it; absent when the engine, an application or another system did. */
    by?: string
  }
>

export type CaseAnswered = Fact<'CaseAnswered', Public<'Answered'>>
export type CaseClassified = Fact<'CaseClassified', Public<'Classified'>>
export type CaseMeasured = Fact<'CaseMeasured', Public<'Measured'>>

/** It rests, and another goes on for both. */
export type CaseMerged = Fact<'CaseMerged', Public<'Merged'> & ByHand>
/** It goes on by itself again; `since` and `timed` are the day it came into its state, and what waits there. */
export type CaseUnmerged = Fact<
  'CaseUnmerged',
  Public<'Unmerged'> & ByHand & { since: LocalDate; timed: readonly TimedMove[] }
>
export type CaseAbsorbed = Fact<'CaseAbsorbed', Public<'Absorbed'>>
export type CaseReleased = Fact<'CaseReleased', Public<'Released'>>
export type MergedCaseAnswered = Fact<
  'MergedCaseAnswered',
  DataOf<'ventanilla.routing.MergedCaseAnswered.v2'>
>

/** Each of two cases is told of the other; `side` is which of the two it is. The note is on the one that was asked. */
export type CaseLinked = Fact<'CaseLinked', LinkedTo & { side: 'from' | 'to' }>
export type CaseUnlinked = Fact<'CaseUnlinked', LinkedTo>

interface LinkedTo extends Partial<ByHand> {
  caseId: string
  other: string
  link: LinkType
  on: LocalDate
}

export type TaskOpened = Fact<
  'TaskOpened',
  ByHand & {
    caseId: string
    taskId: string
    /** The task of the procedure, and who is asked by it. */
    task: string
    to: 'internal' | 'external'
    area?: string
    /** The name of an entity, never of a person. */
    outside?: string
    on: LocalDate
    /** How long they have, and the last day of it. */
    term: Term
    due: LocalDate
  }
>
export type TaskAnswered = Fact<
  'TaskAnswered',
  {
    caseId: string
    taskId: string
    on: LocalDate
    /** Where what was answered is kept: never its content. */
    evidence: readonly string[]
    noteRef?: string
    by?: string
  }
>
export type TaskWithdrawn = Fact<'TaskWithdrawn', ByHand & { caseId: string; taskId: string; on: LocalDate }>
export type TaskEvent = TaskOpened | TaskAnswered | TaskWithdrawn

interface ByHand {
  noteRef: string
  /** The subject of the person who did it; absent when an application did. */
  by?: string
}

export type CaseEvent =
  | CaseOpened
  | CaseNotOpened
  | CaseAssigned
  | CaseMoved
  | CaseFormFilled
  | CaseAnswered
  | CaseClassified
  | CaseMeasured
  | CaseMigrated
  | CasePrioritySet
  | CaseMerged
  | CaseUnmerged
  | CaseAbsorbed
  | CaseReleased
  | MergedCaseAnswered
  | TaskEvent
  | CaseLinked
  | CaseUnlinked
