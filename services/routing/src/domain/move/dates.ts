import type { LocalDate } from '@ventanilla/calendar'
import type { OpenCase } from '../case.ts'
import type { CaseRefusalCode } from '../refusals.ts'

/**
 * The rule that the day of a move breaks, if any. A user's move is refused with it; what another system recorded is
 * a fact, and carries it as a flag.
 */
export function dateProblem(
  { filedOn, movedOn }: Pick<OpenCase, 'filedOn' | 'movedOn'>,
  { on, today, answer }: { on: LocalDate; today: LocalDate; answer: boolean },
): CaseRefusalCode | undefined {
  if (on < filedOn) return answer ? 'answered-before-filed' : 'moved-before-filed'
  if (on > today) return answer ? 'answered-in-future' : 'moved-in-future'
  return movedOn !== undefined && on < movedOn ? 'moved-out-of-order' : undefined
}

export const dateDetails: Partial<Record<CaseRefusalCode, string>> = {
  'answered-before-filed': 'La respuesta es anterior a la radicación.',
  'moved-before-filed': 'El movimiento es anterior a la radicación.',
  'answered-in-future': 'La respuesta lleva una fecha que no ha llegado.',
  'moved-in-future': 'El movimiento lleva una fecha que no ha llegado.',
  'moved-out-of-order': 'El caso ya tiene un movimiento de una fecha posterior.',
}
