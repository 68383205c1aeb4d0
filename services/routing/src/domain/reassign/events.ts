import type { Fact } from '@ventanilla/decider'
import type { Weighed } from '../events.ts'

/** Where a case is: with somebody, or with an area that has it in common. */
export interface Holder {
  area: string
  level: number
  officer?: string
}

/** A case that a batch moves, and from where: found elsewhere, it stays there. */
export interface Moved {
  caseId: string
  from: Holder
  to: Holder
  /** What it is given on, when it is distributed; of the scores, the first five. */
  decision?: Weighed
}

export interface NotMoved {
  caseId: string
  code: string
}

/** All that a batch will do, written before any of it is done. */
export type ReassignmentStarted = Fact<
  'ReassignmentStarted',
  {
    batch: string
    cases: readonly Moved[]
    /** What it was clear from the beginning that could not be moved. */
    refused: readonly NotMoved[]
    /** Where in the vault its note is, until each case has it. */
    noteRef?: string
    /** The subject of the person who asked for it; absent when it was no person. */
    by?: string
    /** The batch that it takes back. */
    undoes?: string
    /** The absence that it began with. */
    absence?: string
  }
>

/** What became of some of them. */
export type ReassignmentStepped = Fact<
  'ReassignmentStepped',
  { batch: string; done: readonly string[]; refused: readonly NotMoved[] }
>

export type ReassignmentEvent = ReassignmentStarted | ReassignmentStepped
