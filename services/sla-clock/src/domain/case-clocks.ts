import type { Decider, Decision, Fact } from '@ventanilla/decider'
import type { Reopening } from './facts.ts'

interface Told {
  readonly order: number
  readonly at: string
  readonly on: string
}

/** Notification's, of a message: `order` is the position in its log. */
type OfLetter = Told & { readonly what: 'delivered' | 'bounced'; readonly letter: string }

/** What was told of a case, before anybody knows which clocks it concerns. Days are Bogotá's. */
export type Heard =
  | OfLetter
  /** `letter`: the message that carries the answer. */
  | (Told & { readonly what: 'answered'; readonly letter?: string })
  | (Told & {
      readonly what: 'moved'
      readonly transition: string
      readonly from: string
      readonly reason: string
      readonly clock: 'runs' | 'stops' | 'ends'
      readonly reopens?: Reopening
    })

export type ClocksOpened = Fact<
  'ClocksOpened',
  {
    readonly caseId: string
    readonly procedure: string
    readonly procedureVersion: number
    /** Names and ids of the clocks that run on it. */
    readonly clocks: readonly { readonly clock: string; readonly clockId: string }[]
  }
>
export type FactHeld = Fact<'FactHeld', { readonly caseId: string; readonly heard: Heard }>
export type CaseClocksEvent = ClocksOpened | FactHeld

export interface CaseClocks {
  readonly opened?: ClocksOpened['data']
  /** Heard before the case was opened, in the order of each log. */
  readonly held: readonly Heard[]
}

export type CaseClocksCommand =
  | { readonly type: 'Open'; readonly opened: ClocksOpened['data'] }
  | { readonly type: 'Hold'; readonly caseId: string; readonly heard: Heard }

/** Which clocks a case has; and what is heard of it before that is known, so that nothing is lost. */
export const caseClocksDecider: Decider<CaseClocks, CaseClocksCommand, CaseClocksEvent> = {
  initial: { held: [] },
  decide(command, { opened, held }): Decision<CaseClocksEvent> {
    if (command.type === 'Open') return opened ? [] : [{ type: 'ClocksOpened', data: command.opened }]
    const { caseId, heard } = command
    if (opened || held.some((one) => placeOf(one) === placeOf(heard))) return []
    return [{ type: 'FactHeld', data: { caseId, heard } }]
  },
  evolve(state, event) {
    if (event.type === 'ClocksOpened') return { ...state, opened: event.data }
    const held = [...state.held, event.data.heard].sort((one, other) => one.order - other.order)
    return { ...state, held }
  },
}

const placeOf = (heard: Heard) => `${isLetter(heard) ? 'notification' : 'routing'} ${heard.order}`

/** Whether it is of a message, and so from notification's log. */
export function isLetter(heard: Heard): heard is OfLetter {
  return heard.what === 'delivered' || heard.what === 'bounced'
}
