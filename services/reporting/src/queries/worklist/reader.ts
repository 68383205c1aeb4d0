import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { type CaseFile, type CaseFileRow, listedColumns, toCaseFile } from '../case-files/reader.ts'

export interface WorklistAsked {
  entity: string
  area?: string | undefined
  level?: number | undefined
  officer?: string | undefined
  after?: { attendBy: string; caseId: string } | undefined
  limit: number
  today: string
}

export interface WorklistItem extends CaseFile {
  /** Its place in the list: the due date, or a date beyond all others while the term stands still. */
  attendBy: string
}

/** Open cases, what is due first before the rest; one more than `limit` when there are more. */
export async function readWorklist(db: Db, asked: WorklistAsked): Promise<WorklistItem[]> {
  const { entity, area, level, officer, after, limit, today } = asked
  const rows = await db.query<CaseFileRow>(
    `select ${listedColumns()} from ${await activeTable(db, 'case_files')}
     where entity = $1 and open
       and ($2::text is null or area = $2) and ($3::integer is null or level = $3)
       and ($4::text is null or officer = $4)
       and ($5::date is null or (attend_by, case_id) > ($5, $6::uuid))
     order by attend_by, case_id limit $7`,
    [
      ...[entity, area ?? null, level ?? null, officer ?? null],
      ...[after?.attendBy ?? null, after?.caseId ?? null, limit + 1],
    ],
  )
  return rows.map((row) => ({ ...toCaseFile(row, today), attendBy: row.attend_by }))
}
