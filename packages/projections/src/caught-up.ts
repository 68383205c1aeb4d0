import type { Db } from '@ventanilla/database'
import { folded } from './generations.ts'

/**
 * The table that serves a model, when everything up to these positions is folded into it: for who must not act on
 * less. Undefined while it isn't, as when a newer version serves that another process folds.
 */
export async function caughtUpTable(
  db: Db,
  name: string,
  heads: ReadonlyMap<string, number>,
): Promise<string | undefined> {
  const active = (await folded(db, name)).find(({ status }) => status === 'active')
  const caughtUp = active && [...heads].every(([entity, head]) => (active.places[entity] ?? 0) >= head)
  return caughtUp ? active.table : undefined
}
