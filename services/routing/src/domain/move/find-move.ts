import { refuse } from '@ventanilla/decider'
import { isForKind, movesFor, movesFrom, type Procedure, type Transition } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import type { CaseRefusal } from '../refusals.ts'

/** The transition of a recorded fact that no definition writes: it skips the steps that nobody told. */
export const RECORDED = 'recorded'

/** How a caller names a move: by its id, by what it does, or by the state and the reason as the document does. */
export type MoveName = { transition: string } | { action: string } | { to: string; reason: string }

/** The transition that a user's move takes from where the case stands. */
export function findMove(
  procedure: Procedure,
  standing: Pick<OpenCase, 'state' | 'kind'>,
  name: MoveName,
): Transition | CaseRefusal {
  const named = movesFrom(procedure, standing.state).filter((move) => isNamed(move, name))
  const byUser = named.filter(({ by }) => by === 'user')
  const [only, ...others] = byUser.filter((move) => isForKind(move, standing.kind))
  if (only !== undefined) return others.length === 0 ? only : severalReasons([only, ...others])
  const [ofOthers] = byUser
  return ofOthers === undefined
    ? notFound(procedure, standing, name, named.length > 0)
    : notForKind(procedure, standing, ofOthers)
}

/** A move that may leave the case where it is, in a state that nobody wrote it for. */
export interface Found extends Transition {
  stays?: boolean
}

/**
 * The move of a recorded fact. Another system has its own steps between filing and answering, and doesn't tell them:
 * a move that is legal from elsewhere is taken from here as the transition `recorded`, without making up the steps
 * that were skipped. What leaves a case where it is leaves it here. It never leaves a final state, nor takes up a term
 * that is over, since nothing would say how.
 */
export function findRecorded(
  procedure: Procedure,
  standing: Pick<OpenCase, 'state' | 'kind' | 'final' | 'clock'>,
  name: MoveName,
): Found | CaseRefusal {
  const { state, kind, final, clock } = standing
  const named = movesFrom(procedure, state).filter((move) => isNamed(move, name))
  const ofKind = named.filter((move) => isForKind(move, kind))
  // Whatever the procedure says of its kind, what happened there happened.
  const [here, ...others] = ofKind.length > 0 ? ofKind : named
  if (here !== undefined) return others.length === 0 ? here : severalReasons([here, ...others])
  const elsewhere = final
    ? []
    : procedure.transitions.map((move) => asTakenIn(state, move, name)).filter((move) => isNamed(move, name))
  const [first] = elsewhere
  if (first === undefined) return notFound(procedure, standing, name, false)
  if (elsewhere.some(({ to, reason }) => to !== first.to || reason !== first.reason)) {
    return severalReasons(elsewhere)
  }
  const target = procedure.states.find(({ id }) => id === first.to)
  if (clock === 'ends' && target?.clock !== 'ends') return notFound(procedure, standing, name, false)
  return { ...first, id: RECORDED, from: state, reopens: undefined }
}

/** Whoever names another state says where the case is; otherwise what changes no state changes none. */
function asTakenIn(state: string, move: Transition, name: MoveName): Found {
  const stays = move.from === move.to && !('to' in name && name.to !== state)
  return stays ? { ...move, to: state, stays } : move
}

/** What another system recorded may be where the case already stands: no move is written of having come there. */
export function isStill({ state }: Pick<OpenCase, 'state'>, { id, to, stays = false }: Found): boolean {
  return id === RECORDED && to === state && !stays
}

export function isTransition(found: Transition | CaseRefusal): found is Transition {
  return !('refused' in found)
}

/** A move that the definition writes for several states at once is also known by the name it was written with. */
function isNamed({ id, from, to, reason, action }: Transition, name: MoveName): boolean {
  if ('transition' in name) return id === name.transition || id === `${name.transition}:${from}`
  if ('action' in name) return action === name.action
  return to === name.to && reason === name.reason
}

/** The move is there, and for cases of other kinds. */
export function notForKind(
  { kinds: all }: Procedure,
  { kind }: Pick<OpenCase, 'kind'>,
  { kinds = [] }: Transition,
): CaseRefusal {
  const called = (wanted: string) => all.find(({ id }) => id === wanted)?.name ?? wanted
  const detail = `El caso es de tipo «${called(kind)}», y ese movimiento es solo para: ${list(kinds.map(called))}.`
  return refuse('transition-not-for-kind', { detail })
}

function notFound(
  procedure: Procedure,
  { state, kind }: Pick<OpenCase, 'state' | 'kind'>,
  name: MoveName,
  bySystem: boolean,
): CaseRefusal {
  const here = procedure.states.find(({ id }) => id === state)?.name ?? state
  if (bySystem)
    return refuse('transition-by-system', { detail: 'Ese movimiento lo hace el sistema por sí solo.' })
  if ('to' in name) {
    const reasons = movesFor(procedure, { state, kind }).filter(
      ({ to, by }) => to === name.to && by === 'user',
    )
    if (reasons.length > 0)
      return refuse('reason-not-allowed', {
        field: 'body.reason',
        detail: `Entre esos dos estados se admite: ${list(reasons.map(({ reason }) => reason))}.`,
      })
  }
  return refuse('transition-not-allowed', {
    detail: `El caso está en «${here}» y de ahí no sale ese movimiento.`,
  })
}

function severalReasons(moves: readonly Transition[]): CaseRefusal {
  const reasons = list([...new Set(moves.map(({ reason }) => reason))])
  return refuse('reason-required', { detail: `Hay varios movimientos así; diga la razón: ${reasons}.` })
}

const list = (items: readonly string[]) => items.map((item) => `«${item}»`).join(', ')
