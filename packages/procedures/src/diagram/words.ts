import { termWords } from '../docs/words.ts'
import type { ClockEffect, State, Transition } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'
import type { Arrow } from './arrows.ts'

/** What a reader of the picture is told, in Spanish: on it, and instead of it. */
export function clockWords({ clock }: State): string {
  return effects[clock]
}

const effects: Record<ClockEffect, string> = {
  runs: 'el término corre',
  stops: 'el término está detenido',
  ends: 'el término terminó',
}

/** Who makes a move that no person makes, and when. */
export function systemWords({ by, after }: Transition): string {
  if (by !== 'system') return ''
  return after === undefined ? 'el sistema, enseguida' : `el sistema, al cabo de ${termWords(after)}`
}

/** The kinds that a move is for, when it isn't for all. */
export function kindWords({ kinds }: Transition): string {
  return kinds === undefined ? '' : `solo ${kinds.join(', ')}`
}

export function moveWords(move: Transition): string {
  const notes = asides(move).join('; ')
  return `«${move.reason}»${notes && ` (${notes})`}`
}

/** What a reader is told of a move beside its reason. */
export function asides(move: Transition): string[] {
  return [systemWords(move), kindWords(move)].filter(Boolean)
}

export function arrowWords({ states }: Procedure, { from, to, moves }: Arrow): string {
  const name = (id: string) => states.find((state) => state.id === id)?.name ?? id
  return `De ${listed(from.map(name))} a ${name(to)}: ${moves.map(moveWords).join('; ')}`
}

export function stateWords(procedure: Procedure, state: State): string {
  const place = [
    ...(state.id === procedure.initial ? ['estado inicial'] : []),
    ...(state.final ? ['estado final'] : []),
  ]
  return [state.name, clockWords(state), ...place].join(', ')
}

export function titleOf({ name, version }: Procedure): string {
  return `Estados y movimientos de «${name}», versión ${version}`
}

/** All that the picture says, for whoever hears it. */
export function descriptionOf(procedure: Procedure, arrows: readonly Arrow[]): string {
  const states = procedure.states.map((state) => stateWords(procedure, state))
  const moves = arrows.map((arrow) => arrowWords(procedure, arrow))
  return `Estados: ${states.join('; ')}. Movimientos. ${moves.join('. ')}.`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} o ${names.at(-1)}`
}
