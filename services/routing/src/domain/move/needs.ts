import { refuse } from '@ventanilla/decider'
import {
  type Entity,
  type Evidence,
  escalationProblem,
  evidenceFor,
  type Procedure,
  type Transition,
} from '@ventanilla/procedures'
import type { OpenCase, Outcome } from '../case.ts'
import type { Attached } from '../events.ts'
import type { CaseRefusal } from '../refusals.ts'

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
  const about = { kind: state.kind, area: state.area ?? '' }
  return {
    note: note === 'required',
    evidence: evidenceFor(procedure, transition, state),
    outcomes: outcomes.length > 1 ? outcomes : [],
    escalation: action === 'escalate' && escalationProblem(procedure, areas, about) !== undefined,
  }
}

export interface Brought {
  noteRef?: string
  textRef?: string
  evidence: readonly Attached[]
  outcome?: Outcome
}

/** What a user's move still lacks. */
export function lacking(needs: Needs, brought: Brought): CaseRefusal | undefined {
  if (needs.escalation)
    return refuse('escalation-not-allowed', {
      detail: 'Asigne antes el caso a un área a la que se pueda escalar, si su tipo lo admite.',
    })
  if (needs.note && brought.noteRef === undefined)
    return refuse('note-required', { field: 'body.note', detail: 'Este movimiento pide una nota.' })
  const missing = needs.evidence.filter(({ id }) => !brought.evidence.some((item) => item.id === id))
  if (missing.length > 0)
    return refuse('evidence-missing', {
      field: 'body.evidence',
      detail: `Falta adjuntar: ${missing.map(({ id, name }) => `${name} (${id})`).join('; ')}.`,
    })
  if (needs.outcomes.length > 0 && brought.outcome === undefined)
    return refuse('outcome-required', {
      field: 'body.outcome',
      detail: `Diga el resultado: ${needs.outcomes.join(', ')}.`,
    })
  return undefined
}

/** What a move doesn't take, whoever makes it. */
export function misplaced(
  procedure: Procedure,
  transition: Transition,
  brought: Brought,
): CaseRefusal | undefined {
  const unknown = brought.evidence.find(({ id }) => !procedure.evidence.some((item) => item.id === id))
  if (unknown)
    return refuse('evidence-unknown', {
      field: 'body.evidence',
      detail: `Este procedimiento no conoce una de las evidencias; conoce: ${procedure.evidence.map(({ id }) => id).join(', ')}.`,
    })
  const { outcomes = [] } = transition
  if (brought.outcome !== undefined && !outcomes.includes(brought.outcome))
    return refuse('outcome-not-allowed', {
      field: 'body.outcome',
      detail:
        outcomes.length > 0 ? `Se admite: ${outcomes.join(', ')}.` : 'Este movimiento no lleva resultado.',
    })
  if (brought.textRef !== undefined && transition.action !== 'answer' && transition.action !== 'solve')
    return refuse('text-not-allowed', {
      field: 'body.text',
      detail: 'Solo una respuesta o una solución lleva texto; para lo demás está la nota.',
    })
  return undefined
}

/** The outcome that a move leaves: the one chosen, or the only one there is. */
export function outcomeOf({ outcomes = [] }: Transition, chosen?: Outcome): Outcome | undefined {
  return chosen ?? (outcomes.length === 1 ? (outcomes[0] as Outcome) : undefined)
}
