import type { LocalDate } from '@ventanilla/calendar'
import type { PriorityStep } from '@ventanilla/procedures'
import { defined } from '../defined.ts'
import type { CasePrioritySet } from '../events.ts'

/**
 * Whether a case is attended before others (Ley 1437 de 2011, art. 20). It is asked for, by who filed it or by an
 * officer, and granted or refused; what was granted can be taken back, and what was refused or taken back asked for
 * again. Nothing of it touches a term.
 */
export interface Priority {
  is: PriorityStep
  /** By which it was asked for or granted: an option of a form; absent when that is sensitive, and in the vault. */
  ground?: string
  on: LocalDate
  by?: string
}

export function prioritySet({ is, ground, on, by }: CasePrioritySet['data']): Priority {
  return { is, on, ...defined({ ground, by }) }
}
