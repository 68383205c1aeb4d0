import type { OpenCase } from '../case.ts'
import type { CaseAssigned, CaseEvent, Weighed } from '../events.ts'

/** A case that its procedure distributes is given to who came first. */
export interface Distribute {
  type: 'Distribute'
  officer: string
  decision: Weighed
}

/** The rule that a case was given by, as it stands in its assignment. */
export const byDistribution = 'skill-and-load'

/** Only to a case that nobody has; what was meanwhile given or closed is left alone. */
export function decideDistribute({ officer, decision }: Distribute, state: OpenCase): readonly CaseEvent[] {
  const { caseId, area, level } = state
  if (state.final || state.officer !== undefined || area === undefined || level === undefined) return []
  const data = { caseId, area, level, officer, rule: byDistribution, decision }
  const assigned: CaseAssigned = { type: 'CaseAssigned', data }
  return [assigned]
}
