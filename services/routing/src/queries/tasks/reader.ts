import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { TaskRow } from './projection.ts'

export interface TasksAsked {
  entity?: string | undefined
  area?: string | undefined
  /** Only those that wait, or only those that don't. */
  open?: boolean | undefined
  /** Whose last day is before this one. */
  dueBefore?: LocalDate | undefined
  limit: number
  /** The last of the page before. */
  after?: { due: LocalDate; taskId: string } | undefined
}

/** Tasks by their last day; one more than `limit` when there are more. */
export async function readTasks(db: Db, asked: TasksAsked): Promise<TaskRow[]> {
  const { entity, area, open, dueBefore, limit, after } = asked
  return db.query<TaskRow>(
    `select * from ${await activeTable(db, 'tasks')}
     where ($1::text is null or entity = $1) and ($2::text is null or area = $2)
       and ($3::boolean is null or (status = 'open') = $3) and ($4::date is null or due < $4)
       and ($5::date is null or (due, task_id) > ($5, $6::uuid))
     order by due, task_id limit $7`,
    [
      ...[entity ?? null, area ?? null, open ?? null, dueBefore ?? null],
      ...[after?.due ?? null, after?.taskId ?? null, limit + 1],
    ],
  )
}
