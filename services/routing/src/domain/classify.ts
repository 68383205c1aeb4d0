import { type Decision, refuse } from '@ventanilla/decider'
import type { Entity, Procedure } from '@ventanilla/procedures'
import { aboutLacks } from './about.ts'
import type { OpenCase, Outcome } from './case.ts'
import { defined } from './defined.ts'
import type { CaseEvent } from './events.ts'
import { refuseFor } from './move/lacks/lack.ts'
import type { CaseRefusalCode } from './refusals.ts'

/** What the case is about, or how it ended, is set or put right; also on closed cases, for the extract's sake. */
export interface Classify {
  type: 'Classify'
  theme?: string
  product?: string
  outcome?: Outcome
  procedure: Procedure
  entity: Entity
}

export function decideClassify(command: Classify, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { theme, product, outcome, procedure, entity } = command
  const [unknown, ...more] = aboutLacks(entity, command)
  if (unknown !== undefined) return refuseFor([unknown, ...more])
  if (outcome !== undefined) {
    const known = procedure.outcomes.map(({ id }) => id)
    const detail =
      known.length > 0 ? `Se admite: ${known.join(', ')}.` : 'El procedimiento no tiene resultados.'
    if (!known.includes(outcome)) return refuse('outcome-not-allowed', { field: 'body.outcome', detail })
    if (state.answeredOn === undefined && !state.final)
      return refuse('outcome-too-early', {
        field: 'body.outcome',
        detail: 'El caso no se ha respondido ni ha terminado: todavía no tiene resultado.',
      })
  }
  const news = defined({
    theme: theme === state.theme ? undefined : theme,
    product: product === state.product ? undefined : product,
    outcome: outcome === state.outcome ? undefined : outcome,
  })
  if (Object.keys(news).length === 0) return []
  return [{ type: 'CaseClassified', data: { caseId: state.caseId, ...news } }]
}
