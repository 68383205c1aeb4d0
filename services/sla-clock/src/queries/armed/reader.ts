import type { Db } from '@ventanilla/database'
import { countPolled, readPolled } from '@ventanilla/projections'
import { type ArmedRow, armedProjection } from './projection.ts'

/** Clocks that reach something up to an instant, the earliest first. */
export function readArmed(db: Db, upTo: string, limit: number): Promise<ArmedRow[]> {
  return readPolled<ArmedRow>(db, armedProjection, upTo, limit)
}

export function countArmed(db: Db, upTo: string): Promise<number> {
  return countPolled(db, armedProjection, upTo)
}
