import {
  isForKind,
  movesFrom,
  type Procedure,
  priorityBefore,
  type Transition,
  writtenId,
} from '@ventanilla/procedures'
import type { Mix } from './mix.ts'

/** What happens to a case: the moves of people, by the id that the definition writes. */
export type Plot = readonly string[]

/** How most cases go, of a hundred. */
const usual: Readonly<Record<string, Mix<Plot>>> = {
  pqrsd: [
    [['iniciar', 'responder', 'pedir-calificacion', 'cerrar-calificada', 'archivar'], 24],
    [['iniciar', 'responder', 'pedir-calificacion', 'cerrar-sin-calificacion', 'archivar'], 24],
    [['responder', 'cerrar', 'archivar'], 15],
    [['iniciar', 'responder', 'cerrar'], 8],
    [['iniciar', 'escalar', 'devolver', 'responder', 'cerrar'], 8],
    [['escalar', 'responder', 'pedir-calificacion', 'cerrar-sin-calificacion'], 5],
    [['requerir', 'completar', 'responder', 'cerrar'], 4],
    [['requerir', 'desistimiento-tacito', 'archivar'], 2],
    [['iniciar', 'desistir', 'archivar'], 1],
    [['trasladar', 'archivar'], 2],
    [['anular-duplicada'], 1],
    [['iniciar', 'responder', 'cerrar', 'reabrir-inconforme', 'iniciar', 'responder', 'cerrar'], 2],
    [['iniciar'], 2],
    [['remitir-por-falta', 'responder', 'cerrar', 'archivar'], 1],
    [['iniciar', 'remitir-por-corrupcion', 'devolver-sin-merito', 'responder', 'cerrar'], 0.5],
    [['pedir-prioridad', 'conceder-prioridad', 'retirar-prioridad', 'responder', 'cerrar'], 1],
    [['iniciar', 'pedir-prioridad', 'negar-prioridad', 'conceder-prioridad', 'responder', 'cerrar'], 1],
  ],
  publicaciones: [
    [['recibir', 'solucionar', 'cerrar-validado'], 42],
    [['recibir', 'solucionar'], 28],
    [['recibir', 'esperar-usuario', 'reanudar-por-respuesta', 'solucionar', 'cerrar-validado'], 12],
    [['recibir', 'esperar-usuario', 'anular-incompleto'], 4],
    [['anular-repetido'], 2],
    [['recibir', 'solucionar', 'esperar-usuario-en-desacuerdo', 'reanudar-por-respuesta', 'solucionar'], 4],
    [['recibir', 'solucionar', 'cerrar-validado', 'reabrir', 'atender-reabierto', 'solucionar'], 2],
    [['recibir'], 2],
  ],
}

/** How often something else happens than what is usual, of a hundred. */
const RARE = 4

/**
 * The plots of a version, and how often each happens: the usual ones that it can play, and one more for every move
 * that no other has. So whoever plays each plot once has made every move of a person, whatever the version says.
 */
export function plotsOf(procedure: Procedure): Mix<Plot> {
  const known = (usual[procedure.id] ?? []).filter(([plot]) => walk(procedure, plot) !== undefined)
  const made = new Set(known.flatMap(([plot]) => (walk(procedure, plot) ?? []).map(({ id }) => id)))
  const rare: Plot[] = []
  const ways = procedure.transitions.flatMap((transition) => {
    const way = transition.by === 'user' && !made.has(transition.id) && wayOfKind(procedure, transition)
    return way ? [{ transition, way }] : []
  })
  // The longest first: they make on their way what others were for.
  for (const { transition, way } of ways.toSorted((a, b) => b.way.length - a.way.length)) {
    if (made.has(transition.id)) continue
    rare.push(way.filter(({ by }) => by === 'user').map(writtenId))
    for (const { id } of way) made.add(id)
  }
  return [...known, ...rare.map((plot) => [plot, RARE / rare.length] as const)]
}

/** The transitions that a plot makes, those of the engine among them; undefined where the version has no such way. */
export function walk(procedure: Procedure, plot: Plot): Transition[] | undefined {
  const made: Transition[] = []
  let state = procedure.initial
  const take = (transition: Transition) => {
    made.push(transition)
    state = transition.to
  }
  for (const name of plot) {
    for (let next = atOnce(procedure, state); next; next = atOnce(procedure, state)) take(next)
    const found = movesFrom(procedure, state).find((one) => one.by === 'user' && writtenId(one) === name)
    if (found === undefined) return undefined
    take(found)
  }
  return made
}

const atOnce = (procedure: Procedure, state: string) =>
  movesFrom(procedure, state).find(({ by, after }) => by === 'system' && after === undefined)

/** The shortest way to a move, the move, and from there the shortest to an end. */
function through(procedure: Procedure, transition: Transition): Transition[] | undefined {
  const ends = (state: string) => procedure.states.find(({ id }) => id === state)?.final === true
  const before = wayTo(procedure, transition)
  const after = shortest(procedure, transition.to, ends)
  return before && after && [...before, transition, ...after]
}

/** Such a way of the first kind whose cases have one: moves that are for different kinds are on no way together. */
function wayOfKind(procedure: Procedure, transition: Transition): Transition[] | undefined {
  for (const { id } of procedure.kinds) {
    if (!isForKind(transition, id)) continue
    const transitions = procedure.transitions.filter((move) => isForKind(move, id))
    const way = through({ ...procedure, transitions }, transition)
    if (way !== undefined) return way
  }
  return undefined
}

/** To where it begins, past whatever of the case's priority it decides: what nobody asked for isn't refused. */
function wayTo(procedure: Procedure, { from, priority }: Transition): Transition[] | undefined {
  const isThere = (state: string) => state === from
  const steps = priority ? priorityBefore[priority.becomes] : [undefined]
  if (steps.includes(undefined)) return shortest(procedure, procedure.initial, isThere)
  const ways = procedure.transitions.flatMap((primer): Transition[][] => {
    if (!steps.includes(primer.priority?.becomes)) return []
    const before = wayTo(procedure, primer)
    const between = shortest(procedure, primer.to, isThere)
    return before && between ? [[...before, primer, ...between]] : []
  })
  const isHere = (way: Transition[]) => way.at(-1)?.to === from && way.at(-1)?.priority !== undefined
  return ways.toSorted((a, b) => a.length - b.length || Number(isHere(b)) - Number(isHere(a)))[0]
}

function shortest(
  procedure: Procedure,
  start: string,
  isThere: (state: string) => boolean,
): Transition[] | undefined {
  const seen = new Set([start])
  const ways: { state: string; way: Transition[] }[] = [{ state: start, way: [] }]
  // An array being walked also walks what is added to it on the way: it is its own queue.
  for (const { state, way } of ways) {
    if (isThere(state)) return way
    for (const move of movesFrom(procedure, state)) {
      const engine = atOnce(procedure, state)
      if (seen.has(move.to) || (engine !== undefined && move !== engine)) continue
      // What the engine does after a time is nothing that people do: a plot doesn't lead through it.
      if (move.by === 'system' && move.after !== undefined) continue
      seen.add(move.to)
      ways.push({ state: move.to, way: [...way, move] })
    }
  }
  return undefined
}
