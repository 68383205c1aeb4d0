import type { Action, Evidence, Transition } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'

/** How a caller names a move: by the state it goes to and the reason, as the document does. */
export interface ByReason {
  to: string
  reason: string
}

/**
 * The transition that a move from `from` takes. By action it is found only if that action names one move from there:
 * where several reasons share it, the reason must be said.
 */
export function transitionFor(
  procedure: Procedure,
  from: string,
  move: Action | ByReason,
): Transition | undefined {
  const found = movesFrom(procedure, from).filter((transition) =>
    typeof move === 'string'
      ? transition.action === move
      : transition.to === move.to && transition.reason === move.reason,
  )
  return found.length === 1 ? found[0] : undefined
}

/** Every move out of a state, those of the system too and of whatever kind, in the order of the file. */
export function movesFrom(procedure: Procedure, state: string): Transition[] {
  return procedure.transitions.filter((transition) => transition.from === state)
}

/** The same for one case: moves that are only for other kinds are none of its. */
export function movesFor(
  procedure: Pick<Procedure, 'transitions'>,
  { state, kind }: { state: string; kind: string },
): Transition[] {
  return procedure.transitions.filter((move) => move.from === state && isForKind(move, kind))
}

/** Whether something that may be for some kinds alone is for this one. */
export function isForKind({ kinds }: { kinds?: readonly string[] | undefined }, kind: string): boolean {
  return kinds?.includes(kind) ?? true
}

/**
 * The area that asks: what the form of the case says, where the procedure names the field that says it, or else what
 * the filing said.
 */
export function requestingAreaOf(
  { bypass }: Procedure,
  about: { requestingArea?: string; form?: { values: Readonly<Record<string, unknown>> } },
): string | undefined {
  const said = bypass?.field === undefined ? undefined : about.form?.values[bypass.field]
  return typeof said === 'string' ? said : about.requestingArea
}

/** The evidence that a move asks of one case: what its kind calls for, less what the requesting area is excused. */
export function evidenceFor(
  procedure: Procedure,
  transition: Transition,
  about: { kind: string; requestingArea?: string },
): Evidence[] {
  const { bypass } = procedure
  const excused = bypass?.areas.includes(about.requestingArea ?? '') ? (bypass.waives ?? []) : []
  return procedure.evidence.filter(
    (item) =>
      transition.evidence?.includes(item.id) && !excused.includes(item.id) && isForKind(item, about.kind),
  )
}
