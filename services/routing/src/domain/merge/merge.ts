import type { LocalDate } from '@ventanilla/calendar'
import { type Refusal, refuse } from '@ventanilla/decider'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseAbsorbed, CaseMerged } from '../events.ts'
import type { MergeRefusalCode } from '../refusals.ts'
import { merged } from './while-merged.ts'

/** One of the two cases, with what its own state doesn't say. */
export interface Side {
  state: OpenCase
  entity: string
  /** Of its procedure. */
  family: string
  /** The last day of the term that it was born with, if that is counted in days: no pause, no extension. */
  due?: LocalDate | undefined
}

export interface Merge {
  /** The one that is to rest, and the one that is to go on for both. */
  from: Side
  into: Side
  on: LocalDate
  noteRef: string
  /** The subject of the person who says that they are one matter; absent when it is no person. */
  by?: string | undefined
}

/** What is written of each of the two, together or not at all. */
export interface Pair<From, Into> {
  from: From
  into: Into
}

export type MergeRefusal = Refusal<MergeRefusalCode>

/**
 * Two cases of one matter become one (Ley 1437/2011, art. 36: what belongs to one proceeding is joined, so that the
 * decisions don't contradict each other). The one that was received first goes on. The other direction is refused and
 * not turned round: whoever asks has looked at one of the two to see what is to become of it.
 */
export function decideMerge({
  from,
  into,
  on,
  noteRef,
  by,
}: Merge): Pair<CaseMerged, CaseAbsorbed> | MergeRefusal {
  const problem = unlike(from, into) ?? linked(from.state, into.state) ?? over(from, into) ?? late(from, into)
  if (problem) return problem
  const [caseId, other] = [from.state.caseId, into.state.caseId]
  return {
    from: { type: 'CaseMerged', data: { caseId, into: other, on, noteRef, ...defined({ by }) } },
    into: { type: 'CaseAbsorbed', data: { caseId: other, merged: caseId, on } },
  }
}

const other = 'body.into'

function unlike(from: Side, into: Side): MergeRefusal | undefined {
  if (from.state.caseId === into.state.caseId) return refuse('merge-itself', { field: other })
  if (from.entity !== into.entity) return refuse('merge-other-entity', { field: other })
  if (from.family === into.family) return undefined
  return refuse('merge-other-family', {
    field: other,
    detail: `Este es de «${from.family}» y el otro de «${into.family}».`,
  })
}

function linked(from: OpenCase, into: OpenCase): MergeRefusal | undefined {
  if (from.mergedInto !== undefined) return merged(from)
  if (into.mergedInto !== undefined)
    return refuse('merge-chain', { field: other, detail: `El otro ya sigue con el caso ${into.mergedInto}.` })
  if (from.merged === undefined) return undefined
  return refuse('merge-chain', {
    detail: `Este caso sigue por otros: ${from.merged.join(', ')}. Sepárelos primero.`,
  })
}

/** What is answered owes nothing to anybody; joining it would change what was told of it. */
function over(from: Side, into: Side): MergeRefusal | undefined {
  if (isOver(from.state)) return refuse('merge-not-open', { detail: 'Este caso ya se respondió o terminó.' })
  if (!isOver(into.state)) return undefined
  return refuse('merge-not-open', { field: other, detail: 'El otro caso ya se respondió o terminó.' })
}

const isOver = ({ clock, final }: OpenCase) => final || clock === 'ends'

/** Nobody may wait longer because two filings turned out to be one. */
function late(from: Side, into: Side): MergeRefusal | undefined {
  if (into.state.receivedAt > from.state.receivedAt)
    return refuse('merge-later-receipt', {
      field: other,
      detail: `El caso ${from.state.caseId} se recibió primero: acumule el otro en este.`,
    })
  if (from.state.kind === into.state.kind && from.state.procedure === into.state.procedure) return undefined
  if (from.due !== undefined && into.due !== undefined && into.due <= from.due) return undefined
  const days = from.due && into.due ? ` Este vence el ${from.due} y el otro el ${into.due}.` : ''
  return refuse('merge-shorter-term', {
    field: other,
    detail: `Quien presentó este caso esperaría más.${days}`,
  })
}
