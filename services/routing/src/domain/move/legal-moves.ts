import { type Entity, movesFor, type Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import { needsOf } from './needs.ts'

/** A move that a person may make now, and what has to come with it. */
export interface LegalMove {
  transition: string
  action?: string
  to: string
  reason: string
  lacks: {
    note: boolean
    evidence: { id: string; name: string }[]
    outcome: string[]
    /** It has first to be assigned to an area that it may be escalated to. */
    escalation: boolean
  }
}

export function legalMoves(procedure: Procedure, state: OpenCase, areas: Entity['areas']): LegalMove[] {
  if (state.mergedInto !== undefined) return []
  return movesFor(procedure, state)
    .filter(({ by }) => by === 'user')
    .map((transition) => {
      const { id, action, to, reason } = transition
      const { note, evidence, outcomes, escalation } = needsOf(procedure, transition, state, areas)
      return {
        transition: id,
        ...defined({ action }),
        ...{ to, reason },
        lacks: {
          note,
          evidence: evidence.map(({ id, name }) => ({ id, name })),
          outcome: [...outcomes],
          escalation,
        },
      }
    })
}
