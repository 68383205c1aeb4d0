import type { CaseFact, ClockStart } from './facts.ts'
import { advance, firstTerm, type Step, type Term } from './term.ts'

/** A change of the term, and the fact that made it. */
export interface Chapter extends Step {
  readonly fact: CaseFact
}

/** Everything that the facts made of a clock's term, in routing's order. @param facts sorted by `order` */
export function history(start: ClockStart, facts: readonly CaseFact[]): readonly Chapter[] {
  const chapters: Chapter[] = []
  let term = firstTerm(start.received)
  for (const fact of facts) {
    for (const step of advance(term, fact, start.rules)) {
      chapters.push({ ...step, fact })
      term = step.term
    }
  }
  return chapters
}

/** The term as it stands after them. */
export function termAfter(start: ClockStart, chapters: readonly Chapter[]): Term {
  return chapters.at(-1)?.term ?? firstTerm(start.received)
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
