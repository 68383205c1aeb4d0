import type { Calendar, LocalDate } from '@ventanilla/calendar'
import type { z } from 'zod'
import type { Field } from '../schema/fields.ts'

/** What guards look at: the case as it would be with what comes with the move. */
export interface GuardFacts {
  officer?: string | undefined
  theme?: string | undefined
  product?: string | undefined
  outcome?: string | undefined
  /** An answer on the substance stands. */
  answered: boolean
  /** The day of the move, and the one on which the case came into its present state. */
  on: LocalDate
  enteredOn: LocalDate
  calendar: Calendar
  /** The mandatory fields that have no value, of the form that its kind is asked with. */
  missing: readonly Field[]
  /** What was asked of others and is neither answered nor withdrawn. */
  openTasks: readonly { taskId: string; name: string }[]
}

/** What of a procedure says whether a guard is of any use in it. */
export interface Guarded {
  outcomes: readonly unknown[]
  transitions: readonly { action?: string | undefined }[]
  kinds: readonly { form?: string | undefined }[]
  tasks: readonly unknown[]
}

/** One thing that stands in the way. `field` is where it would come from, when it can come with the move. */
export interface GuardLack {
  field?: string
  /** The part that is named, when there are several: a field of the form. */
  about?: string
  /** Spanish, for who moves the case. */
  detail: string
}

/** A condition of the case that a move may ask for. Each is a file of its own, with a line in the registry. */
export interface Guard<Name extends string, Code extends string, Written> {
  name: Name
  /** What a move that lacks it is refused with. */
  code: Code
  /** How a transition writes it. */
  written: z.ZodType<Written>
  /** For the reference page. */
  means: string
  /** Spanish, for the tables of the owner. */
  words(written: Written): string
  lacks(facts: GuardFacts, written: Written): readonly GuardLack[]
  /** Spanish: why it can't do anything, or never be fulfilled, in this procedure. */
  pointless?(procedure: Guarded): string | undefined
}

export function guard<Name extends string, Code extends string, Written>(
  one: Guard<Name, Code, Written>,
): Guard<Name, Code, Written> {
  return one
}
