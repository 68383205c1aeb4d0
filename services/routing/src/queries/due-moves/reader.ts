import type { Db } from '@ventanilla/database'
import { countPolled, type Projection, readPolled } from '@ventanilla/projections'
import type { DueMoveRow } from './projection.ts'

/** What should have been made by `now`, the earliest first. */
export function readDueMoves(db: Db, model: Projection, now: string, limit: number): Promise<DueMoveRow[]> {
  return readPolled<DueMoveRow>(db, model, now, limit)
}

export function countDueMoves(db: Db, model: Projection, now: string): Promise<number> {
  return countPolled(db, model, now)
}
