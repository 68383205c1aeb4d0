import { bogotaDate } from '@ventanilla/calendar'
import { is, messageIdOf, type PublicEvent } from '@ventanilla/contracts'
import { declaredClocks, kindOf, longestExtension, type Procedure } from '@ventanilla/procedures'
import { clockIdOf } from '../commands/streams.ts'
import type { ClocksOpened, Heard } from '../domain/case-clocks.ts'
import type { ClockStart } from '../domain/facts.ts'
import { underLaw } from './under-law.ts'

export type Opened = Extract<PublicEvent, { type: 'ventanilla.routing.CaseOpened.v2' }>

/** The version of a procedure that a case was born under, if it is known here. */
export type FindProcedure = (entity: string, id: string, version: number) => Procedure | undefined

/** A case opened, with its clocks; undefined for any other event. */
export function openedOf(event: PublicEvent): Opened | undefined {
  return is(event, 'ventanilla.routing.CaseOpened.v2') ? event : undefined
}

/** A move, an assignment, an answer, or what became of a message to the person; undefined for any other event. */
export function heardOf(event: PublicEvent): Heard | undefined {
  const { sequence: order, at, subject } = event
  if (is(event, 'ventanilla.routing.CaseAnswered.v1')) {
    const letter = messageIdOf(subject, 'respuesta', event.id)
    return { order, at, on: event.data.on, what: 'answered', letter }
  }
  if (is(event, 'ventanilla.routing.CaseAssigned.v1'))
    return { order, at, on: bogotaDate(at), what: 'assigned', level: event.data.level }
  if (is(event, 'ventanilla.notification.MessageSent.v1'))
    return letterOf(event, event.data.messageId, 'delivered')
  if (is(event, 'ventanilla.notification.NoRecipient.v1')) return receiptAt(event)
  if (is(event, 'ventanilla.notification.MessageFailed.v1')) {
    const { final, messageId, reason } = event.data
    if (messageId === messageIdOf(subject, 'acuse') && reason === noAddress) return receiptAt(event)
    return final ? letterOf(event, messageId, 'bounced') : undefined
  }
  if (!is(event, 'ventanilla.routing.CaseMoved.v1')) return undefined
  const { on, transition, from, to, final, reason, clock, reopens } = event.data
  const move = { transition, from, to, final, reason, clock, ...(reopens !== undefined && { reopens }) }
  return { order, at, on, what: 'moved', ...move }
}

/** Whether a case comes to rest, or goes on by itself again; undefined for any other event. */
export function restOf(event: PublicEvent): { rests: boolean } | undefined {
  if (is(event, 'ventanilla.routing.CaseMerged.v1')) return { rests: true }
  return is(event, 'ventanilla.routing.CaseUnmerged.v1') ? { rests: false } : undefined
}

/** An answer to the case that goes on for this one, and the message that carries it to whoever filed this one. */
export interface SharedAnswer {
  readonly event: PublicEvent<'ventanilla.routing.MergedCaseAnswered.v2'>
  readonly letter: string
}

/** Undefined for any other event. */
export function sharedOf(event: PublicEvent): SharedAnswer | undefined {
  if (!is(event, 'ventanilla.routing.MergedCaseAnswered.v2')) return undefined
  return { event, letter: messageIdOf(event.subject, 'respuesta', event.id) }
}

/** What notification says of a person who left no address that mail can go to. */
const noAddress = 'no-address'

/** To whom nothing can be sent, the receipt is what they were given where they filed: radicado and tracking code. */
function receiptAt({ sequence: order, at }: PublicEvent): Heard {
  return { order, at, on: bogotaDate(at), what: 'acknowledged' }
}

function letterOf(event: PublicEvent, letter: string, what: 'delivered' | 'bounced'): Heard | undefined {
  const { sequence: order, at, subject } = event
  // The receipt of a filing is no answer; that a server refused it changes nothing.
  if (letter === messageIdOf(subject, 'acuse')) return what === 'delivered' ? receiptAt(event) : undefined
  return { order, at, on: bogotaDate(at), what, letter }
}

/** The clocks that a case is born with, and those that its procedure declares beside them, started or not. */
export function clocksOf(
  { subject: caseId, data }: Opened,
  definition: Procedure | undefined,
): ClocksOpened['data'] {
  const { procedure, procedureVersion, terms, kind } = data
  const named = (clock: string) => ({ clock, clockId: clockIdOf(caseId, clock) })
  const own = [...new Set(terms.map(({ clock }) => clock))].map(named)
  const declared = definition ? declaredClocks(definition, kind) : []
  const clocks = [...own, ...declared.map(({ id }) => ({ ...named(id), declared: true as const }))]
  return { caseId, procedure, procedureVersion, ...(declared.length > 0 && { kind }), clocks }
}

/**
 * What each clock is born with. Where the event says nothing, the day of a change counts and the term may be doubled
 * (Ley 1755 de 2015, art. 14 par.). A kind that names a law is counted by it.
 */
export function startsOf(
  { subject: caseId, data }: Opened,
  procedure: Procedure | undefined,
  calendar: ClockStart['calendar'],
): ClockStart[] {
  const kind = procedure && kindOf(procedure, data.kind)
  return data.terms.map(({ pauseDay = 'counts', resumeDay = 'counts', ...term }) => {
    const start: ClockStart = {
      ...{ clockId: clockIdOf(caseId, term.clock), caseId, ...term, kind: data.kind, calendar },
      rules: {
        ...{ pauseDay, resumeDay },
        longestExtension: procedure && kind ? longestExtension(procedure, kind, term.amount) : term.amount,
      },
    }
    return procedure && kind?.law ? underLaw(start, kind, procedure.ladder, data.receivedAt) : start
  })
}
