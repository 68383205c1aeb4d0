import type { Db } from '@ventanilla/database'
import type { PriorityStep } from '@ventanilla/procedures'
import { activeTable } from '@ventanilla/projections'
import { type CaseFile, type CaseFileRow, listedColumns, toCaseFile } from '../case-files/reader.ts'

/** `priority`: what has priority before all else, and then by due date; `due`: by that alone. */
export const worklistSorts = ['priority', 'due'] as const
export type WorklistSort = (typeof worklistSorts)[number]

export interface WorklistPlace {
  precedence: number
  attendBy: string
  caseId: string
}

export interface WorklistAsked {
  entity: string
  area?: string | undefined
  level?: number | undefined
  officer?: string | undefined
  priority?: PriorityStep | undefined
  sort: WorklistSort
  after?: WorklistPlace | undefined
  limit: number
  today: string
}

export interface WorklistItem extends CaseFile {
  /** Its place in the list: the due date, or a date beyond all others while the term stands still. */
  attendBy: string
  /** 0 for what has priority, 1 for the rest. */
  precedence: number
}

const orders: Readonly<Record<WorklistSort, { by: string; after: string }>> = {
  priority: { by: 'precedence, attend_by, case_id', after: '($6, $7::date, $8::uuid)' },
  due: { by: 'attend_by, case_id', after: '($7::date, $8::uuid)' },
}

/** Open cases in the order that is asked for; one more than `limit` when there are more. */
export async function readWorklist(db: Db, asked: WorklistAsked): Promise<WorklistItem[]> {
  const { entity, area, level, officer, priority, sort, after, limit, today } = asked
  const order = orders[sort]
  const rows = await db.query<CaseFileRow & { precedence: number }>(
    `select ${listedColumns()}, precedence from ${await activeTable(db, 'case_files')}
     where entity = $1 and open
       and ($2::text is null or area = $2) and ($3::integer is null or level = $3)
       and ($4::text is null or officer = $4) and ($5::text is null or priority = $5)
       and ($6::integer is null or (${order.by}) > ${order.after})
     order by ${order.by} limit $9`,
    [
      ...[entity, area ?? null, level ?? null, officer ?? null, priority ?? null],
      ...[after?.precedence ?? null, after?.attendBy ?? null, after?.caseId ?? null, limit + 1],
    ],
  )
  return rows.map(({ precedence, ...row }) => ({
    ...toCaseFile(row as CaseFileRow, today),
    ...{ precedence, attendBy: row.attend_by },
  }))
}
