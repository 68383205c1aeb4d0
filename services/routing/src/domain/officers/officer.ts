import type { LocalDate } from '@ventanilla/calendar'
import type { Absence, OfficerEvent, OfficerSet } from './events.ts'

/** Somebody who attends cases, by the id that the entity gives them. */
export type KnownOfficer = OfficerSet['data'] & { status: 'known'; absences: readonly Absence[] }

export type Officer = { status: 'none' } | KnownOfficer

export function evolveOfficer(state: Officer, event: OfficerEvent): Officer {
  if (event.type === 'OfficerSet')
    return { status: 'known', absences: state.status === 'known' ? state.absences : [], ...event.data }
  if (state.status === 'none') return state
  const { absence } = event.data
  const { absences } = state
  if (typeof absence === 'string') return { ...state, absences: absences.filter(({ id }) => id !== absence) }
  return { ...state, absences: [...absences, absence] }
}

/** The absence that a day falls into: of several, the one that ends last. */
export function absenceOn({ absences }: Pick<KnownOfficer, 'absences'>, day: LocalDate): Absence | undefined {
  return absences
    .filter(({ from, to }) => from <= day && day <= to)
    .reduce<Absence | undefined>((last, one) => (last && last.to >= one.to ? last : one), undefined)
}
