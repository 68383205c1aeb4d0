import type { Db } from '@ventanilla/database'

/** Where a reader finds a model now. */
export interface Standing {
  /** The table of the active generation. */
  table: string
  /** The position of the entity's log that is folded into it: what lies before can be read there. */
  position: number
}

/** @throws when the model was never built */
export async function standingOf(db: Db, name: string, entity: string): Promise<Standing> {
  const [row] = await db.query<Standing>(
    `select g.table_name as "table", coalesce(p.position, 0) as position
     from projections.generations g
     left join projections.places p on p.table_name = g.table_name and p.entity = $2
     where g.name = $1 and g.status = 'active'`,
    [name, entity],
  )
  if (!row) throw new Error(`the read model ${name} was never built`)
  return row
}
