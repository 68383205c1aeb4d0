import type { Db } from '@ventanilla/database'
import { countPolled, readPolled } from '@ventanilla/projections'
import { type ArmedRow, armedProjection } from './projection.ts'

/** Of a parked case not all is known, so its clocks stand as if they weren't there. */
const known = (parked: string) => ({ column: 'case_id', in: parked })

/** Whether any clock reaches something up to an instant, also one that is to be left alone. */
export async function anyArmed(db: Db, upTo: string): Promise<boolean> {
  return (await readPolled(db, armedProjection, upTo, 1)).length > 0
}

/**
 * Clocks that reach something up to an instant, the earliest first.
 * @param parked the table of the cases that are parked here
 */
export function readArmed(db: Db, parked: string, upTo: string, limit: number): Promise<ArmedRow[]> {
  return readPolled<ArmedRow>(db, armedProjection, upTo, limit, known(parked))
}

export function countArmed(db: Db, parked: string, upTo: string): Promise<number> {
  return countPolled(db, armedProjection, upTo, known(parked))
}
