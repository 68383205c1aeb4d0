import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { distributionAt, type Procedure } from '@ventanilla/procedures'
import { type Attended, type Candidate, rank, type Weights } from '../../domain/distribution/rank.ts'
import type { KnownOfficer } from '../../domain/officers/officer.ts'
import { readLoads, readOfficers } from '../officers/reader.ts'

/** Who attends cases of an entity, and what they have in their hands. */
export interface Staff {
  officers: readonly KnownOfficer[]
  open: Map<string, number>
  today: LocalDate
}

export async function readStaff(db: Db, entity: string, today: LocalDate): Promise<Staff> {
  return { officers: await readOfficers(db, entity), open: await readLoads(db, entity), today }
}

/** Where a procedure gives cases by hand, both count the same. */
const EVEN: Weights = { skill: 1, load: 1 }

export function weightsFor(procedure: Procedure, level: number | undefined): Weights {
  return (level === undefined ? undefined : distributionAt(procedure, level)?.weights) ?? EVEN
}

/** @param holder who has the case and is not to get it again */
export function candidatesFor(
  staff: Staff,
  about: Attended,
  procedure: Procedure,
  holder?: string,
): { candidates: Candidate[]; weights: Weights } {
  const weights = weightsFor(procedure, about.level)
  return { candidates: rank({ ...staff, about, weights, ...(holder && { holder }) }), weights }
}
