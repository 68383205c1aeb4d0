import type { LocalDate } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'

/** A person looked at two cases and found that they aren't one matter. `caseId` is the lesser of the two. */
export type SimilarDismissed = Fact<
  'SimilarDismissed',
  {
    caseId: string
    other: string
    on: LocalDate
    /** The subject of the person; absent when it was an application. */
    by?: string
  }
>

/** Two cases, whichever is named first. */
export function pairOf(one: string, other: string): [lesser: string, greater: string] {
  return one < other ? [one, other] : [other, one]
}

/** The stream of what is said of two cases and is a matter of neither alone. */
export function pairStream(one: string, other: string): string {
  return `similar/${pairOf(one, other).join('+')}`
}
