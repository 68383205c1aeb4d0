import type { Decider, Decision, Fact } from '@ventanilla/decider'
import type { Reopening } from './facts.ts'

interface Told {
  readonly order: number
  readonly at: string
  readonly on: string
}

/** Notification's, of a message: `order` is the position in its log. */
type OfLetter = Told & { readonly what: 'delivered' | 'bounced'; readonly letter: string }

/** Of the case itself. */
export type HeardOfCase =
  /** Notification's: the receipt of the filing was sent to the person. */
  | (Told & { readonly what: 'acknowledged' })
  | (Told & { readonly what: 'assigned'; readonly level: number })
  /** `letter`: the message that carries the answer. */
  | (Told & { readonly what: 'answered'; readonly letter?: string })
  | (Told & {
      readonly what: 'moved'
      readonly transition: string
      readonly from: string
      /** Absent, as is `final`, in what was kept before a clock could depend on it. */
      readonly to?: string
      readonly final?: boolean
      readonly reason: string
      readonly clock: 'runs' | 'stops' | 'ends'
      readonly reopens?: Reopening
    })

/** What was told of a case, before anybody knows which clocks it concerns. Days are Bogotá's. */
export type Heard = OfLetter | HeardOfCase

export type ClocksOpened = Fact<
  'ClocksOpened',
  {
    readonly caseId: string
    readonly procedure: string
    readonly procedureVersion: number
    /** Of request; kept where a clock may still have to start. */
    readonly kind?: string
    /**
     * Names and ids of the clocks that run on it; of those that its procedure declares beside the kind's own
     * (`declared`), also the ones that have not started.
     */
    readonly clocks: readonly { readonly clock: string; readonly clockId: string; readonly declared?: true }[]
  }
>
export type FactHeld = Fact<'FactHeld', { readonly caseId: string; readonly heard: Heard }>
/** Another case goes on for it, from this instant on; its clocks rest, and those that start meanwhile. */
export type CaseSetAside = Fact<'CaseSetAside', { readonly caseId: string; readonly at: string }>
/**
 * The answer to the case that goes on for it, which is its answer too for as long as that one does. `order` is the place
 * of what told it in routing's log, `letter` the message that carries it.
 */
export type AnswerShared = Fact<
  'AnswerShared',
  { readonly caseId: string; readonly order: number; readonly letter: string }
>
export type CaseTakenUp = Fact<'CaseTakenUp', { readonly caseId: string; readonly at: string }>
export type CaseClocksEvent = ClocksOpened | FactHeld | CaseSetAside | AnswerShared | CaseTakenUp

export interface CaseClocks {
  readonly opened?: ClocksOpened['data']
  /**
   * In the order of each log: what was heard before the case was opened, and of a case with declared clocks all that
   * was heard of the case itself, since what starts one later depends on where the case had been.
   */
  readonly held: readonly Heard[]
  /** The instant from which it rests; absent while it doesn't. */
  readonly aside?: string
  /** While it rests: the answers that it has with the case that goes on for it. */
  readonly shared?: readonly Shared[]
  /** Letters with an answer that isn't the case's any more. */
  readonly takenBack?: readonly string[]
}

export type Shared = Pick<AnswerShared['data'], 'order' | 'letter'>

export type CaseClocksCommand =
  | { readonly type: 'Open'; readonly opened: ClocksOpened['data'] }
  | { readonly type: 'Hold'; readonly caseId: string; readonly heard: Heard }
  | ({ readonly type: 'Share'; readonly caseId: string } & Shared)
  | { readonly type: 'Rest'; readonly caseId: string; readonly rests: boolean; readonly at: string }

/** Which clocks a case has; and what is heard of it that one of them may need later, so that nothing is lost. */
export const caseClocksDecider: Decider<CaseClocks, CaseClocksCommand, CaseClocksEvent> = {
  initial: { held: [] },
  decide(command, { opened, held, aside, shared = [] }): Decision<CaseClocksEvent> {
    if (command.type === 'Open') return opened ? [] : [{ type: 'ClocksOpened', data: command.opened }]
    if (command.type === 'Rest') {
      const { caseId, rests, at } = command
      if (rests === (aside !== undefined)) return []
      return [{ type: rests ? 'CaseSetAside' : 'CaseTakenUp', data: { caseId, at } }]
    }
    if (command.type === 'Share') {
      const { caseId, order, letter } = command
      // Without the merge it is nobody's answer; heard twice, it is one.
      if (aside === undefined || shared.some((one) => one.order === order)) return []
      return [{ type: 'AnswerShared', data: { caseId, order, letter } }]
    }
    const { caseId, heard } = command
    if (opened && !(hasDeclared(opened) && isOfCase(heard))) return []
    if (held.some((one) => placeOf(one) === placeOf(heard))) return []
    return [{ type: 'FactHeld', data: { caseId, heard } }]
  },
  evolve(state, event) {
    if (event.type === 'ClocksOpened') return { ...state, opened: event.data }
    if (event.type === 'CaseSetAside') return { ...state, aside: event.data.at }
    if (event.type === 'AnswerShared') {
      const { order, letter } = event.data
      return { ...state, shared: [...(state.shared ?? []), { order, letter }] }
    }
    if (event.type === 'CaseTakenUp') return takenUp(state)
    const held = [...state.held, event.data.heard].sort((one, other) => one.order - other.order)
    return { ...state, held }
  },
}

function takenUp({ aside: _, shared, ...state }: CaseClocks): CaseClocks {
  if (shared === undefined) return state
  const letters = shared.map(({ letter }) => letter)
  return { ...state, takenBack: [...(state.takenBack ?? []), ...letters] }
}

function hasDeclared({ clocks }: ClocksOpened['data']): boolean {
  return clocks.some(({ declared }) => declared === true)
}

/** Whose log it comes from, and its place there: by this a repeat is known. */
export const placeOf = (heard: Heard) => `${sourceOf(heard)} ${heard.order}`

export function sourceOf(heard: Heard): 'routing' | 'notification' {
  return isLetter(heard) || heard.what === 'acknowledged' ? 'notification' : 'routing'
}

/** Whether it is what became of a message that may carry an answer. */
export function isLetter(heard: Heard): heard is OfLetter {
  return heard.what === 'delivered' || heard.what === 'bounced'
}

export function isOfCase(heard: Heard): heard is HeardOfCase {
  return !isLetter(heard)
}
