import { bogotaDate, type LocalDate } from '@ventanilla/calendar'
import type { CaseFact, ClockStart, Extension } from './facts.ts'
import type { Life } from './history.ts'
import { extensionFact, momentOf } from './to-facts.ts'

/** The instant at which something counts, and its day. */
export interface Moment {
  readonly at: string
  readonly on: LocalDate
}

/** Something that happened to a term. */
export type Happened = Moment &
  (
    | { readonly fact: CaseFact; readonly extension?: never }
    | { readonly fact?: never; readonly extension: Extension }
  )

/**
 * In the order in which it counts. Under a law that is by instants, and in one instant as the logs have it: what
 * another system recorded late, of a day before, happened before. What was agreed counts as it was told, unless two
 * services tell of it, which only instants can put in order; and what was granted belongs to the term of its day,
 * whenever it was told.
 */
export function inOrder(start: ClockStart, { facts, extensions }: Life): readonly Happened[] {
  const granted = extensions.map((extension): Happened => {
    const { instant: at, day: on } = extensionFact(extension)
    return { extension, at, on }
  })
  const { law, declared } = start
  if (law === undefined) {
    const told = facts.map(byDay)
    return [...granted, ...(declared?.byLetter ? told.sort(byInstant) : told)]
  }
  const happened = facts.map((fact, index): Happened => {
    const { at } = byDay(fact, index)
    // What is recorded of a time before the reception, and flagged, is taken to have happened then.
    if (at < law.receivedAt) return { fact, at: law.receivedAt, on: bogotaDate(law.receivedAt) }
    return { fact, at, on: fact.on }
  })
  return [...happened, ...granted].sort(byInstant)
}

/** By its instant where that is kept, else by its place among those of its day. */
function byDay(fact: CaseFact, index: number): Happened {
  return { fact, at: fact.at ?? momentOf(fact.on, 2 * index), on: fact.on }
}

function byInstant({ at: one }: Happened, { at: other }: Happened): number {
  return one < other ? -1 : one > other ? 1 : 0
}
