import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'

/** How the term of a sampled case went, as far as it is known today. */
export interface SampledCase {
  caseId: string
  radicado: string | null
  kind: string | null
  area: string | null
  endedOn: string | null
  /** Whether it was answered after its term; null where none was counted. */
  late: boolean | null
}

export async function sampledCases(db: Db, caseIds: readonly string[]): Promise<Map<string, SampledCase>> {
  const rows = await db.query<SampledCase>(
    `select case_id as "caseId", radicado, kind, area, ended_on as "endedOn", late
     from ${await activeTable(db, 'case_files')} where case_id = any ($1::uuid[])`,
    [caseIds],
  )
  return new Map(rows.map((row) => [row.caseId, row]))
}
