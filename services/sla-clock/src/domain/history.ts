import type { Calendar } from '@ventanilla/calendar'
import { advance, begin, type ClockState, openInterval } from '@ventanilla/terms'
import type { CaseFact, ClockStart, Extension } from './facts.ts'
import { rulesOf } from './rules.ts'
import { extensionFact, reception, toFacts } from './to-facts.ts'

/** The name of the fact that a change of a term is told by. */
export type Telling = 'ClockPaused' | 'ClockResumed' | 'ClockMet' | 'ClockCancelled'

/** A change of the term, the fact that made it, and how the term stood after it. */
export interface Chapter {
  readonly tells: Telling
  readonly fact: CaseFact
  readonly state: ClockState
}

export interface History {
  readonly chapters: readonly Chapter[]
  /** The term as it stands after all of them. */
  readonly state: ClockState
}

interface Life {
  /** Sorted by `order`. */
  readonly facts: readonly CaseFact[]
  readonly extensions: readonly Extension[]
}

/** Everything that the facts made of a clock's term, in routing's order. */
export function history(start: ClockStart, { facts, extensions }: Life, calendar: Calendar): History {
  const rules = rulesOf(start)
  let state = begin(reception(start), rules, calendar)
  if (typeof state === 'string') throw new RangeError(`a term can't begin: ${state}`)
  // What was granted is no move of the case: it lengthens the term that it belongs to, whenever it was told.
  for (const extension of extensions) {
    const next = advance(state, extensionFact(extension), rules, calendar)
    if (typeof next !== 'string') state = next
  }
  const chapters: Chapter[] = []
  for (const [index, fact] of facts.entries()) {
    for (const one of toFacts(fact, state, index)) {
      const next = advance(state, one, rules, calendar)
      // A fact that can't be changes nothing: the first stop holds, the first answer counts.
      if (typeof next === 'string') continue
      const tells = telling(state, next)
      if (tells) chapters.push({ tells, fact, state: next })
      state = next
    }
  }
  return { chapters, state }
}

function telling(before: ClockState, after: ClockState): Telling | undefined {
  if (after.ending) {
    if (after.ending === before.ending) return undefined
    return after.ending.is === 'met' ? 'ClockMet' : 'ClockCancelled'
  }
  const [stood, stands] = [openInterval(before), openInterval(after)]
  if (stands) return stood ? undefined : 'ClockPaused'
  return stood || before.ending ? 'ClockResumed' : undefined
}

/** The facts with one more, each once, in routing's order. */
export function withFact(facts: readonly CaseFact[], fact: CaseFact): readonly CaseFact[] {
  if (facts.some(({ order }) => order === fact.order)) return facts
  return [...facts, fact].sort((one, other) => one.order - other.order)
}

/**
 * What has to be told: the chapters from the first in which the two histories differ. In order of arrival that is
 * what the new fact made; a fact heard late tells again what it changed.
 */
export function untold(before: readonly Chapter[], after: readonly Chapter[]): readonly Chapter[] {
  const same = after.findIndex((chapter, index) => name(chapter) !== name(before[index]))
  return same === -1 ? [] : after.slice(same)
}

function name(chapter: Chapter | undefined): string | undefined {
  return chapter && `${chapter.fact.order} ${chapter.tells}`
}
