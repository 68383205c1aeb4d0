import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { ActionState } from '../../domain/improvement/action.ts'

export interface SummaryWanted {
  entity: string
  procedure?: string | undefined
  /** Of this day it is told what is overdue: open, and due before it. */
  today: string
}

export type CauseKind = 'case' | 'indicator' | 'sample' | 'finding'

export interface SummaryLine {
  area: string
  cause: CauseKind
  state: ActionState
  actions: number
  overdue: number
}

export interface Summary {
  /** By area, cause and state. An action with causes of two kinds is in a line of each. */
  items: SummaryLine[]
  /** Each action once. */
  total: { actions: number; overdue: number }
}

type Line = Omit<SummaryLine, 'area' | 'cause' | 'state'> & {
  area: string | null
  cause: CauseKind | null
  state: ActionState | null
}

/** How many actions there are of each area, kind of cause and state; one question, so that all of it is of one moment. */
export async function readSummary(db: Db, { entity, procedure, today }: SummaryWanted): Promise<Summary> {
  const lines = await db.query<Line>(
    `with own as (
       select id, area, status, causes, status = 'open' and due < $3 as late
       from ${await activeTable(db, 'improvement_actions')}
       where entity = $1 and ($2::text is null or procedure = $2)
     ), caused as (
       select distinct id, area, split_part(cause, ':', 1) as cause, status, late
       from own, jsonb_array_elements_text(causes) as cause
     )
     select area, cause, status as state,
            count(*)::integer as actions, (count(*) filter (where late))::integer as overdue
     from caused group by area, cause, status
     union all
     select null, null, null, count(*)::integer, (count(*) filter (where late))::integer from own
     order by area nulls last, cause, state`,
    [entity, procedure ?? null, today],
  )
  const items = lines.flatMap(({ area, cause, state, ...counts }) =>
    area === null || cause === null || state === null ? [] : [{ area, cause, state, ...counts }],
  )
  const { actions = 0, overdue = 0 } = lines.find(({ area }) => area === null) ?? {}
  return { items, total: { actions, overdue } }
}
