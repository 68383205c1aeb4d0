import type { Db } from '@ventanilla/database'
import { countPolled, type Projection, readPolled } from '@ventanilla/projections'
import type { DueMoveRow } from './projection.ts'

/** Of a parked case not all is known: the engine moves it when it is. */
const known = (parked: string) => ({ column: 'case_id', in: parked })

/** Whether a move should have been made by `now`, also one of a case that is to be left alone. */
export async function anyDueMove(db: Db, model: Projection, now: string): Promise<boolean> {
  return (await readPolled(db, model, now, 1)).length > 0
}

/**
 * What should have been made by `now`, the earliest first.
 * @param parked the table of the cases that are parked here
 */
export function readDueMoves(
  db: Db,
  model: Projection,
  parked: string,
  now: string,
  limit: number,
): Promise<DueMoveRow[]> {
  return readPolled<DueMoveRow>(db, model, now, limit, { out: known(parked) })
}

export function countDueMoves(db: Db, model: Projection, parked: string, now: string): Promise<number> {
  return countPolled(db, model, now, known(parked))
}
