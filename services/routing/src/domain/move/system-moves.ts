import type { LocalDate } from '@ventanilla/calendar'
import { movesFor, type Procedure, type Transition } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseMoved, FormFilled, TimedMove } from '../events.ts'

/** A case of a kind, in a state. */
type Standing = Pick<OpenCase, 'kind' | 'state'>

/** What a state does by itself after some time. */
export function timedMoves(procedure: Procedure, standing: Standing): TimedMove[] {
  return movesFor(procedure, standing).flatMap(({ id, by, after }) =>
    by === 'system' && after !== undefined ? [{ transition: id, ...after }] : [],
  )
}

/** What the engine does at once when a case has come into a state, and what it does from there. */
export function systemMoves(
  procedure: Procedure,
  { caseId, kind, state }: Standing & Pick<OpenCase, 'caseId'>,
  on: LocalDate,
): CaseMoved[] {
  const moves: CaseMoved[] = []
  const passed = new Set([state])
  for (let at = state; ; ) {
    const next = movesFor(procedure, { kind, state: at }).find(
      (move) => move.by === 'system' && move.after === undefined,
    )
    // A definition whose system moves lead in a ring would turn for ever.
    if (next === undefined || passed.has(next.to)) return moves
    moves.push(caseMoved(procedure, { caseId, kind, transition: next, from: at, on }))
    passed.add(next.to)
    at = next.to
  }
}

export interface Moving {
  caseId: string
  kind: string
  transition: Transition
  from: string
  on: LocalDate
  noteRef?: string
  textRef?: string
  evidence?: CaseMoved['data']['evidence']
  flags?: string[]
  recordedBy?: string
  form?: FormFilled | undefined
  by?: string | undefined
}

export function caseMoved(
  procedure: Procedure,
  { caseId, kind, transition, from, on, ...said }: Moving,
): CaseMoved {
  const { id, to, reason, action, reopens } = transition
  const state = procedure.states.find((state) => state.id === to)
  if (state === undefined) throw new TypeError(`${procedure.id}@${procedure.version} has no state «${to}»`)
  const { noteRef, textRef, recordedBy, form, by } = said
  const evidence = said.evidence?.length ? said.evidence : undefined
  const flags = said.flags?.length ? said.flags : undefined
  return {
    type: 'CaseMoved',
    data: {
      ...{ caseId, transition: id, from, to, reason },
      ...{ clock: state.clock, final: state.final ?? false, on },
      ...defined({ action, reopens, noteRef, textRef, recordedBy, evidence, flags, form, by }),
      timed: timedMoves(procedure, { kind, state: to }),
    },
  }
}
