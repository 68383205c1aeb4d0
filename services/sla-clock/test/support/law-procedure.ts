import type { Procedure } from '@ventanilla/procedures'
import type { FindProcedure } from '../../src/reactions/public-facts.ts'
import { findProcedure } from './memory-world.ts'

/** The procedure of petitions, with its claims counted by a law, and what that law knows of its moves. */
export function underLaw(regime = 'peticion', set: Record<string, string> = {}): FindProcedure {
  return (entity, id, version) => {
    const found = findProcedure(entity, id, version)
    return found && withLaw(found, { regime, set })
  }
}

function withLaw(procedure: Procedure, law: { regime: string; set: Record<string, string> }): Procedure {
  return {
    ...procedure,
    kinds: procedure.kinds.map((kind) => (kind.id === 'reclamo' ? { ...kind, law } : kind)),
    transitions: procedure.transitions.map((one) => ({
      ...one,
      ...(one.to === 'requerida' && { asks: 'incomplete' as const }),
      ...(one.id === 'desistimiento-tacito' && { tacit: true as const }),
    })),
  }
}
