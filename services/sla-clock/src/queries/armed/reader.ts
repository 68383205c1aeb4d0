import type { Db } from '@ventanilla/database'
import { countPolled, type Row, readPolled } from '@ventanilla/projections'
import { clocksProjection } from '../clocks/projection.ts'

export interface Armed extends Row {
  clock_id: string
  next: string
}

/** Of a parked case not all is known, so its clocks stand as if they weren't there. */
const known = (parked: string) => ({ column: 'case_id', in: parked })

const columns = ['clock_id', 'next']

/** Whether any clock reaches something up to an instant, also one that is to be left alone. */
export async function anyArmed(db: Db, upTo: string): Promise<boolean> {
  return (await readPolled(db, clocksProjection, upTo, 1, { columns })).length > 0
}

export interface Asked {
  upTo: string
  /** The last one that was read. */
  after?: Armed | undefined
  limit: number
}

/**
 * Clocks that reach something up to an instant, the earliest first.
 * @param parked the table of the cases that are parked here
 */
export function readArmed(db: Db, parked: string, { upTo, after, limit }: Asked): Promise<Armed[]> {
  return readPolled<Armed>(db, clocksProjection, upTo, limit, { out: known(parked), after, columns })
}

export function countArmed(db: Db, parked: string, upTo: string): Promise<number> {
  return countPolled(db, clocksProjection, upTo, known(parked))
}
