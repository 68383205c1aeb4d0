import type { Calendar, LocalDate } from '@ventanilla/calendar'
import type { Procedure } from '@ventanilla/procedures'
import { dateInWords, dueDate, termInWords } from '@ventanilla/terms'

export interface Stay {
  readonly state: string | null
  readonly stateSince: LocalDate | null
}

/**
 * That a case has been in its state for longer than its procedure warns of (`warnAfter`), in Spanish; null when it
 * hasn't. Counted as a term is: from the day after it came there.
 */
export function stayWarning(
  { state: id, stateSince }: Stay,
  procedure: Pick<Procedure, 'states'> | undefined,
  { today, calendar }: { today: LocalDate; calendar: Calendar },
): string | null {
  const state = procedure?.states.find((one) => one.id === id)
  if (state?.warnAfter === undefined || stateSince === null) return null
  const { amount, unit } = state.warnAfter
  const last = dueDate({ received: stateSince, amount, unit }, calendar)
  if (last === undefined || today <= last) return null
  const [since, until] = [dateInWords(stateSince), dateInWords(last)]
  return `Está en «${state.name}» desde el ${since}; el plazo de ${termInWords(amount, unit)} del aviso se cumplió el ${until}.`
}
