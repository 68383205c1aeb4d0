import { beforeAll, describe, expect, test } from 'vitest'
import { dotOf, svgOf } from '../src/diagram/index.ts'
import { entitiesDir, loadEntity, loadProcedure, type Procedure } from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)

/** The title of a state or a move, and what is drawn of it. */
function group(svg: string, id: string): { title: string; drawn: string } {
  const [, title = '', drawn = ''] =
    new RegExp(`<g id="${id}" class="(?:node|edge)">\\s*<title>([^<]*)</title>([\\s\\S]*?)</g>`).exec(svg) ??
    []
  return { title, drawn }
}

describe('a diagram', () => {
  const llaves = loadProcedure(tiny)
  let svg = ''
  beforeAll(async () => {
    svg = await svgOf(llaves)
  })

  test('tells the effect on the term by shape and in words, and the end by a double border', () => {
    const dot = dotOf(changedStates('clock: runs', 'clock: stops'))
    expect(dotOf(llaves)).toMatch(/"pedida" \[.*shape="box", style="rounded,filled".*el término corre"\]/)
    expect(dot).toMatch(/"pedida" \[.*shape="octagon".*el término está detenido"\]/)
    expect(dot).toMatch(/"prestada" \[.*style="diagonals,filled".*el término terminó"\]/)
    expect(dot).toMatch(/"devuelta" \[.*peripheries="2"\]/)
    expect(dot).not.toMatch(/"prestada" \[.*peripheries/)
  })

  test('begins where a case begins', () => {
    expect(group(svg, 'entrada').title).toBe('Aquí empieza cada caso')
    expect(dotOf(llaves)).toContain('inicio -> "pedida"')
  })

  test('dashes what the system does, and says when', () => {
    const { title, drawn } = group(svg, 'movimiento-3')
    expect(title).toBe('De Prestada a Devuelta: «Pasó el tiempo» (el sistema, al cabo de 2 días calendario)')
    expect(drawn).toContain('stroke-dasharray')
    expect(group(svg, 'movimiento-2').drawn).not.toContain('stroke-dasharray')
    expect(drawn).toContain('(el sistema, al cabo de 2 días')
  })

  test('has a title and, for who cannot see it, all that it shows', () => {
    expect(svg).toMatch(/^<svg role="img" lang="es" aria-labelledby="titulo" aria-describedby="descripcion" /)
    expect(svg).toContain(
      '<title id="titulo">Estados y movimientos de «Préstamo de llaves», versión 1</title>',
    )
    const [, described = ''] = /<desc id="descripcion">([^<]*)/.exec(svg) ?? []
    for (const { reason } of llaves.transitions) expect(described).toContain(`«${reason}»`)
    for (const { name } of llaves.states) expect(described).toContain(name)
  })

  test('is the same, byte for byte', async () => {
    expect(await svgOf(loadProcedure(tiny))).toBe(svg)
  })

  test('draws what anybody writes as text, and nothing else', async () => {
    const evil = changed(tiny, 'reason: Se devuelve', `reason: '</text><script>"x" \\N & <b>%'`)
    const drawn = await svgOf(loadProcedure(evil))
    expect(drawn).not.toMatch(/<script|<b>/)
    expect(drawn).toContain('&lt;/text&gt;&lt;script&gt;')
    expect(drawn).toContain('\\N &amp;')
  })

  function changedStates(from: string, to: string): Procedure {
    return {
      ...llaves,
      states: llaves.states.map((one) => ({
        ...one,
        clock: `clock: ${one.clock}` === from ? (to.slice(7) as 'stops') : one.clock,
      })),
    }
  }
})

describe.each(icetex.versions.map((version) => [version.id, version] as const))(
  '%s is drawn whole',
  (_, procedure) => {
    test('every state once, and every move with its reason', async () => {
      const svg = await svgOf(procedure)
      for (const { id, name } of procedure.states) expect(group(svg, `estado-${id}`).title).toContain(name)
      const titles = [...svg.matchAll(/<g id="movimiento-\d+" class="\w+">\s*<title>([^<]*)/g)].map(
        ([, title]) => title,
      )
      const names = new Map(procedure.states.map(({ id, name }) => [id, name]))
      for (const { from, to, reason } of procedure.transitions) {
        const told = titles.some(
          (title = '') =>
            title.split(' a ')[0]?.includes(names.get(from) ?? '-') &&
            title.includes(` a ${names.get(to)}: `) &&
            title.includes(`«${reason}»`),
        )
        expect([from, to, reason, told]).toEqual([from, to, reason, true])
      }
      expect(svg).not.toContain('<title></title>')
      const ofKinds = procedure.transitions.flatMap(({ reason, kinds }) => (kinds ? [[reason, kinds]] : []))
      for (const [reason, kinds] of ofKinds) expect(svg).toContain(`«${reason}» (solo ${kinds})`)
    })
  },
)
