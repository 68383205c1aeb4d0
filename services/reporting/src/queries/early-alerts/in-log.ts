import type { PublicEvent } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import type { CaseAtRisk } from '../../domain/alerts/case-at-risk.ts'

export const CASE_AT_RISK = 'ventanilla.reporting.CaseAtRisk.v1'

/** Where the alerts of a case stand in this service's own log. */
export function alertStream(caseId: string): string {
  return `risk/${caseId}`
}

/** An alert as the others hear it; undefined for any other fact of this log. */
export function alertIn(recorded: Recorded): PublicEvent<typeof CASE_AT_RISK> | undefined {
  if (recorded.type !== 'CaseAtRisk') return undefined
  const { id, entity, at, recordedAt, position: sequence, actor } = recorded
  const data = recorded.data as unknown as CaseAtRisk['data']
  const about = { id, entity, at, recordedAt, sequence, actor }
  return { ...about, type: CASE_AT_RISK, source: 'reporting', subject: data.caseId, data }
}
