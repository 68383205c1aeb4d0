import type { LocalDate } from '@ventanilla/calendar'
import { receivedOn } from './case-facts.ts'
import type { CaseStory, Outcome } from './case-story.ts'

/** From `from` the case is open, until `to` it is not; both Bogotá days, `to` absent while it lasts. */
export interface Spell {
  readonly from: LocalDate
  readonly to?: LocalDate
  readonly outcome?: Outcome
  readonly endedIn?: string
}

/**
 * The stretches in which a case was open, one after another and none ending before it begins. What another system
 * recorded may say otherwise (an answer dated before its filing): then the stretch has the length of nothing, on the
 * day it began, since a case can't leave a count that it hasn't entered.
 */
export function spellsOf(story: CaseStory): readonly Spell[] {
  const received = receivedOn(story)
  if (received === undefined) return []
  let earliest = received
  return story.spells.map(({ from, to, outcome, endedIn }) => {
    const begins = later(from ?? received, earliest)
    const ends = to === undefined ? undefined : later(to, begins)
    earliest = ends ?? begins
    return {
      from: begins,
      ...(ends !== undefined && { to: ends }),
      ...(outcome !== undefined && { outcome }),
      ...(endedIn !== undefined && { endedIn }),
    }
  })
}

/** Whether a case is open when a day is over: one that is answered on that day is not. */
export function openAfter(spells: readonly Spell[], day: LocalDate): boolean {
  return spells.some(({ from, to }) => from <= day && (to === undefined || to > day))
}

/** The last stretch that had begun when the day was over. */
export function lastBegun(spells: readonly Spell[], day: LocalDate): Spell | undefined {
  return spells.findLast(({ from }) => from <= day)
}

const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other)
