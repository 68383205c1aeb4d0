import { instance } from '@viz-js/viz'
import type { Procedure } from '../schema/procedure.ts'
import { arrowsOf } from './arrows.ts'
import { arrowId, dotOf, stateId } from './dot.ts'
import { arrowWords, descriptionOf, stateWords, titleOf } from './words.ts'

let graphviz: ReturnType<typeof instance> | undefined

/**
 * The diagram as SVG: the same bytes for the same definition. A screen reader gets a title and all that it shows as a
 * description; every state and every move has a title of its own, which a pointer shows.
 */
export async function svgOf(procedure: Procedure): Promise<string> {
  graphviz ??= instance()
  const svg = (await graphviz).renderString(dotOf(procedure), { format: 'svg', engine: 'dot' })
  return withWords(svg, procedure)
}

/** A state or a move, with the name that Graphviz gives it; a hyphen in its id is written as a reference. */
const named = /<g id="([^"]+)" class="(node|edge)">\s*<title>[^<]*/g

function withWords(svg: string, procedure: Procedure): string {
  const arrows = arrowsOf(procedure)
  const words = new Map([
    ...procedure.states.map((state) => [stateId(state), stateWords(procedure, state)] as const),
    ...arrows.map((arrow, at) => [arrowId(at), arrowWords(procedure, arrow)] as const),
    ['inicio', 'Aquí empieza cada caso'] as const,
    ['entrada', 'Aquí empieza cada caso'] as const,
  ])
  const wordsOf = (id: string) => words.get(id) ?? words.get(id.replace(/-\d+$/, '')) ?? ''
  const titled = svg
    .slice(svg.indexOf('<svg'))
    .replace(named, (_, id: string, kind: string) => {
      const own = id.replaceAll('&#45;', '-')
      return `<g id="${own}" class="${kind}">\n<title>${escaped(wordsOf(own))}`
    })
    // The whole has its title at the top; this one would name the graph as Graphviz knows it.
    .replace(/(class="graph"[^>]*>)\s*<title>[^<]*<\/title>/, '$1')
  const head =
    `<title id="titulo">${escaped(titleOf(procedure))}</title>\n` +
    `<desc id="descripcion">${escaped(descriptionOf(procedure, arrows))}</desc>\n`
  return titled
    .replace('<svg ', '<svg role="img" lang="es" aria-labelledby="titulo" aria-describedby="descripcion" ')
    .replace(/^<svg[^>]*>\n?/, (root) => root + head)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
