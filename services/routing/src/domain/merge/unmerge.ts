import type { LocalDate } from '@ventanilla/calendar'
import { refuse } from '@ventanilla/decider'
import type { Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseReleased, CaseUnmerged } from '../events.ts'
import { timedMoves } from '../move/system-moves.ts'
import type { MergeRefusal, Pair } from './merge.ts'

export interface Unmerge {
  from: OpenCase
  on: LocalDate
  noteRef: string
  by?: string | undefined
  /** Of the case that is to go on by itself. */
  procedure: Procedure
}

/** It goes on by itself, where it stood; always allowed, whatever became of the other meanwhile. */
export function decideUnmerge({
  from,
  on,
  noteRef,
  by,
  procedure,
}: Unmerge): Pair<CaseUnmerged, CaseReleased> | MergeRefusal {
  const { caseId, mergedInto, enteredOn, waitsFrom: since = enteredOn } = from
  if (mergedInto === undefined) return refuse('not-merged')
  const waits = { since, timed: timedMoves(procedure, from) }
  return {
    from: {
      type: 'CaseUnmerged',
      data: { caseId, from: mergedInto, on, noteRef, ...defined({ by }), ...waits },
    },
    into: { type: 'CaseReleased', data: { caseId: mergedInto, released: caseId, on } },
  }
}
