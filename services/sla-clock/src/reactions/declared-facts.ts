import { bogotaInstant } from '@ventanilla/calendar'
import { type DeclaredClock, metByLetter } from '@ventanilla/procedures'
import { type HeardOfCase, sourceOf } from '../domain/case-clocks.ts'
import type { CaseFact, Reopening } from '../domain/facts.ts'
import { answerInWords, instantOf } from './case-facts.ts'

/** What something that is heard does to a declared clock. */
export type Effect =
  | { readonly effect: 'runs' | 'stops'; readonly reopens?: Reopening }
  | { readonly effect: 'ends'; readonly answered: boolean }

/** In routing's order; where notification tells of the clock too, only instants put the two in one. */
export function inOrder(known: readonly HeardOfCase[], clock: DeclaredClock): readonly HeardOfCase[] {
  const [own, others] = [known.filter(isRoutings), known.filter((heard) => !isRoutings(heard))]
  return metByLetter(clock) ? [...own, ...others].sort(byInstant) : own
}

const isRoutings = (heard: HeardOfCase) => sourceOf(heard) === 'routing'

function byInstant(one: HeardOfCase, other: HeardOfCase): number {
  const [a, b] = [momentOf(one), momentOf(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** As the clock has it: of what is told of another day than its own, the day alone is known. */
function momentOf(heard: HeardOfCase): string {
  return instantOf(heard).at ?? bogotaInstant(heard.on)
}

export function factOf(clock: DeclaredClock, heard: HeardOfCase, does: Effect): CaseFact {
  const { order, on } = heard
  return {
    ...{ order, on, reason: reasonOf(heard) },
    ...(!isRoutings(heard) && { from: 'notification' as const }),
    ...(metByLetter(clock) && instantOf(heard)),
    ...does,
  }
}

function reasonOf(heard: HeardOfCase): string {
  switch (heard.what) {
    case 'acknowledged':
      return 'Acuse de recibo dado'
    case 'assigned':
      return `Asignado al nivel ${heard.level}`
    case 'answered':
      return answerInWords
    case 'moved':
      return heard.reason
  }
}
