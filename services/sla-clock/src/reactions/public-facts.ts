import { is, type PublicEvent } from '@ventanilla/contracts'
import { kindOf, longestExtension, type Procedure } from '@ventanilla/procedures'
import { clockIdOf } from '../commands/streams.ts'
import type { ClocksOpened, Heard } from '../domain/case-clocks.ts'
import type { ClockStart } from '../domain/facts.ts'

export type Opened = Extract<PublicEvent, { type: 'ventanilla.routing.CaseOpened.v1' }>

/** The version of a procedure that a case was born under, if it is known here. */
export type FindProcedure = (entity: string, id: string, version: number) => Procedure | undefined

/** A case opened, with its clocks; undefined for any other event. */
export function openedOf(event: PublicEvent): Opened | undefined {
  return is(event, 'ventanilla.routing.CaseOpened.v1') ? event : undefined
}

/** A move or an answer; undefined for any other event. */
export function heardOf(event: PublicEvent): Heard | undefined {
  const { sequence: order, at } = event
  if (is(event, 'ventanilla.routing.CaseAnswered.v1'))
    return { order, at, on: event.data.on, what: 'answered' }
  if (!is(event, 'ventanilla.routing.CaseMoved.v1')) return undefined
  const { on, transition, from, reason, clock, reopens } = event.data
  const move = { transition, from, reason, clock, ...(reopens !== undefined && { reopens }) }
  return { order, at, on, what: 'moved', ...move }
}

export function clocksOf({ subject: caseId, data }: Opened): ClocksOpened['data'] {
  const { procedure, procedureVersion, terms } = data
  const names = [...new Set(terms.map(({ clock }) => clock))]
  const clocks = names.map((clock) => ({ clock, clockId: clockIdOf(caseId, clock) }))
  return { caseId, procedure, procedureVersion, clocks }
}

/**
 * What each clock is born with. Where the event says nothing, the day of a change counts and the term may be doubled
 * (Ley 1755 de 2015, art. 14 par.).
 */
export function startsOf(
  { subject: caseId, data }: Opened,
  procedure: Procedure | undefined,
  calendar: ClockStart['calendar'],
): ClockStart[] {
  const kind = procedure && kindOf(procedure, data.kind)
  return data.terms.map(({ pauseDay = 'counts', resumeDay = 'counts', ...term }) => ({
    ...{ clockId: clockIdOf(caseId, term.clock), caseId, ...term, kind: data.kind, calendar },
    rules: {
      ...{ pauseDay, resumeDay },
      longestExtension: procedure && kind ? longestExtension(procedure, kind, term.amount) : term.amount,
    },
  }))
}
