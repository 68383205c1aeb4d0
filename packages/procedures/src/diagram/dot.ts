import type { ClockEffect, State, Transition } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'
import { type Arrow, arrowsOf } from './arrows.ts'
import { asides, clockWords } from './words.ts'

/** The effect on the term is told by the shape, and by words; the colour only repeats it. */
const looks: Record<ClockEffect, Record<string, string>> = {
  runs: { shape: 'box', style: 'rounded,filled', fillcolor: '#e8f1fb' },
  stops: { shape: 'octagon', style: 'filled', fillcolor: '#fdf1d6' },
  ends: { shape: 'box', style: 'diagonals,filled', fillcolor: '#eeeeee' },
}

/** Metrics of Helvetica are built into Graphviz: with it the picture is the same on every machine. */
const font = { fontname: 'Helvetica' }

/** From so many states on, a move's reason stands in a place of its own, into which their lines run. */
const together = 3

/** The states and moves of a procedure in the language of Graphviz; the ids are those that `svgOf` gives words to. */
export function dotOf(procedure: Procedure): string {
  const { id, version, states, initial } = procedure
  const lines = [
    `digraph ${quoted(`${id}@${version}`)} {`,
    statement('graph', { rankdir: 'TB', ranksep: '0.5', nodesep: '0.35', pad: '0.2', bgcolor: 'white' }),
    statement('node', { ...font, fontsize: '12', margin: '0.2,0.1', color: '#333333' }),
    statement('edge', { ...font, fontsize: '10', color: '#333333' }),
    statement('inicio', { shape: 'point', width: '0.18', id: 'inicio' }),
    ...states.map((state) => statement(quoted(state.id), { id: stateId(state), ...lookOf(state) })),
    statement(`inicio -> ${quoted(initial)}`, { id: 'entrada' }),
    ...arrowsOf(procedure).flatMap(drawn),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

export function stateId({ id }: Pick<State, 'id'>): string {
  return `estado-${id}`
}

export function arrowId(at: number): string {
  return `movimiento-${at + 1}`
}

function lookOf(state: State): Record<string, string> {
  return {
    ...looks[state.clock],
    label: `${escaped(state.name)}\\n${clockWords(state)}`,
    ...(state.final && { peripheries: '2' }),
  }
}

function drawn({ from, to, bySystem, moves }: Arrow, at: number): string[] {
  const label = moves.map(labelOf).join('')
  const style: Record<string, string> = bySystem ? { style: 'dashed' } : {}
  const id = arrowId(at)
  if (from.length < together)
    return from.map((state, nth) =>
      statement(`${quoted(state)} -> ${quoted(to)}`, {
        id: nth === 0 ? id : `${id}-${nth + 1}`,
        label,
        ...style,
      }),
    )
  const meeting = quoted(`: ${id}`)
  return [
    statement(meeting, { id, shape: 'plaintext', fontsize: '10', margin: '0.05,0.02', label }),
    ...from.map((state, nth) =>
      statement(`${quoted(state)} -> ${meeting}`, { id: `${id}-${nth + 1}`, arrowhead: 'none', ...style }),
    ),
    statement(`${meeting} -> ${quoted(to)}`, { id: `${id}-0`, ...style }),
  ]
}

/** Away from the line that it is about, and set to the left by the mark at the end of each of its own. */
function labelOf(move: Transition): string {
  const lines = [...wrapped(move.reason), ...asides(move).flatMap((aside) => wrapped(`(${aside})`))]
  return lines.map((line) => `  ${escaped(line)}\\l`).join('')
}

/** Broken between words at about the width of a state. */
function wrapped(text: string, width = 30): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Of a text that is not ours: Graphviz reads some letters after a backslash as something else. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replace(/\s+/g, ' ')
}

function statement(what: string, attributes: Record<string, string>): string {
  const list = Object.entries(attributes).map(([name, value]) => `${name}=${quoted(value)}`)
  return `  ${what} [${list.join(', ')}];`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}
