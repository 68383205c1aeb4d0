import type { LocalDate } from '@ventanilla/calendar'
import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { Telling } from '../../domain/alerts/telling.ts'
import { newStanding, stand } from '../../domain/case-file.ts'
import { derivedOf } from '../../queries/case-files/columns.ts'
import { caseFiles } from '../../queries/case-files/projection.ts'

/** Whose facts a risk follows from. What a letter does to a term is told by the clock service. */
export const TELLERS = ['intake', 'routing', 'sla-clock'] as const satisfies readonly ServiceName[]

/** Columns of a case file by which a risk is judged. */
export const STANDING = [
  ...['procedure', 'kind', 'area', 'received_on', 'open', 'clock_state', 'light'],
  ...['due', 'attend_by', 'clock_unit', 'ended_on', 'late', 'recorded_by'],
] as const

/** Whether a risk may follow from it. */
export function isTold({ source, type }: PublicEvent): boolean {
  return TELLERS.some((teller) => teller === source) && caseFiles.on[type] !== undefined
}

/** These columns of a case as they were at a midnight, from all that was ever told of it. */
export function standingAt(
  caseId: string,
  events: readonly PublicEvent[],
  midnight: LocalDate,
  telling: Telling,
): Record<string, unknown> {
  let standing = newStanding(caseId)
  for (const event of events)
    if (isTold(event) && telling.firstMidnight(event) <= midnight) standing = stand(standing, event)
  const row = derivedOf({ standing: { ...standing } })
  return Object.fromEntries(STANDING.map((column) => [column, row[column] ?? null]))
}
