import {
  type Entity,
  type Evidence,
  escalationProblem,
  evidenceFor,
  type Procedure,
  requestingAreaOf,
  type Transition,
} from '@ventanilla/procedures'
import type { OpenCase, Outcome } from '../case.ts'
import { defined } from '../defined.ts'
import type { Attached } from '../events.ts'

/** What must come with a move before it can be made. */
export interface Needs {
  note: boolean
  evidence: Evidence[]
  /** Of these one has to be chosen; none or one leaves nothing to choose. */
  outcomes: readonly string[]
  /** Only an area that may be escalated to can have it, and of these kinds only. */
  escalation: boolean
}

export function needsOf(
  procedure: Procedure,
  transition: Transition,
  state: OpenCase,
  areas: Entity['areas'],
): Needs {
  const { outcomes = [], note, action } = transition
  const { kind, area = '' } = state
  const requestingArea = requestingAreaOf(procedure, state)
  return {
    note: note === 'required',
    evidence: evidenceFor(procedure, transition, { kind, ...defined({ requestingArea }) }),
    outcomes: outcomes.length > 1 ? outcomes : [],
    escalation: action === 'escalate' && escalationProblem(procedure, areas, { kind, area }) !== undefined,
  }
}

/** What comes with a move: references for what may name people, and the form as it was sent. */
export interface Brought {
  noteRef?: string
  textRef?: string
  evidence: readonly Attached[]
  outcome?: Outcome
  theme?: string
  product?: string
  form?: FormBrought
}

export interface FormBrought {
  given: Readonly<Record<string, unknown>>
  /** Where its words are kept, if it has any. */
  ref: string
}

/** The outcome that a move leaves: the one chosen, or the only one there is. */
export function outcomeOf({ outcomes = [] }: Transition, chosen?: Outcome): Outcome | undefined {
  return chosen ?? (outcomes.length === 1 ? (outcomes[0] as Outcome) : undefined)
}
