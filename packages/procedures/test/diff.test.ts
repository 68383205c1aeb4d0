import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  diffProcedures,
  entitiesDir,
  inspectPath,
  inspectProcedure,
  type ProcedureSource,
} from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

function source(text: string): ProcedureSource {
  const { source, findings } = inspectProcedure({ file: 'x.yaml', text })
  if (source === undefined) throw new Error(JSON.stringify(findings))
  return source
}
const llaves = source(tiny)
const shipped = (inspectPath(entitiesDir) ?? []).flatMap(({ source }) => source ?? [])
const all = [llaves, ...shipped].map((one) => [one.id, one] as const)

/** What a change in the tiny procedure is told as. */
function told(...edits: [string, string][]): [string, string, string][] {
  const after = source(edits.reduce((text, [from, to]) => changed(text, from, to), tiny))
  return diffProcedures(llaves, after).map(({ path, detail, openCases }) => [path, detail, openCases])
}

const form = 'forms: [{ id: uso, name: Uso de la llave, fields: [{ id: para, name: Para qué, type: text }] }]'

describe('a change is told in the words of its owner', () => {
  test.each<[string, [string, string][], string, string, string]>([
    [
      'a term',
      [['amount: 3, unit: business', 'amount: 5, unit: business']],
      'kinds.bodega.term',
      'El tipo «bodega», el plazo: antes 3 días hábiles, ahora 5 días hábiles',
      'apply',
    ],
    [
      'a reason',
      [['reason: Se presta', 'reason: Se entrega']],
      'transitions.prestar.reason',
      'El movimiento «prestar», la razón: antes «Se presta», ahora «Se entrega»',
      'apply',
    ],
    [
      'what is asked with a form',
      [['initial: pedida', `${form}\ninitial: pedida`]],
      'forms.uso',
      'Se añade el formulario «uso» (Uso de la llave)',
      'apply',
    ],
    [
      'what must be attached',
      [
        ['    evidence: [firma]\n', ''],
        ['- { id: firma', '- { id: firma'],
      ],
      'transitions.prestar.evidence',
      'El movimiento «prestar», la evidencia que pide: se quita «firma»',
      'apply',
    ],
    [
      'where a move begins',
      [['from: [prestada, devuelta]', 'from: devuelta']],
      'transitions.reabrir.from',
      'El movimiento «reabrir», los estados de los que sale: se quita «prestada»',
      'apply',
    ],
    [
      'a note',
      [['note: required', 'note: optional']],
      'transitions.reabrir.note',
      'El movimiento «reabrir», la nota: antes obligatoria, ahora opcional',
      'apply',
    ],
    [
      'a name',
      [['name: Pedida', 'name: Solicitada']],
      'states.pedida.name',
      'El estado «pedida», el nombre: antes «Pedida», ahora «Solicitada»',
      'none',
    ],
    [
      'a channel',
      [['[ventanilla, correo]', '[ventanilla, correo, fax]']],
      'channels',
      'Los canales: se añade «fax»',
      'none',
    ],
    [
      'a level',
      [['name: Portería }', 'name: Conserjería }']],
      'levels.1.name',
      'El nivel «1», el nombre: antes «Portería», ahora «Conserjería»',
      'none',
    ],
    [
      'a limit of a kind',
      [["before: '09:00'", "before: '10:00'"]],
      'kinds.bodega.exception.before',
      'El tipo «bodega», la hora límite del trámite de excepción: antes «09:00», ahora «10:00»',
      'apply',
    ],
    [
      'who is excused',
      [['areas: [porteria], waives', 'areas: [porteria, jefatura], waives']],
      'bypass.areas',
      'Las áreas de quienes actúan sin radicar: se añade «jefatura»',
      'apply',
    ],
    [
      'where a rule sends',
      [['area: porteria\n    level: 1', 'area: jefatura\n    level: 1']],
      'typification.por defecto.area',
      'La regla de reparto «por defecto», el área: antes «porteria», ahora «jefatura»',
      'none',
    ],
    [
      'the first day',
      [['from: 2026-01-01', 'from: 2026-07-01']],
      'valid.from',
      'El primer día de la vigencia: antes «2026-01-01», ahora «2026-07-01»',
      'none',
    ],
  ])('%s', (_, edits, path, detail, openCases) => {
    expect(told(...edits)).toEqual([[path, detail, openCases]])
  })
})

test('what is added, taken away or only moved is told whole', () => {
  const lost = '  - { id: perdida, name: Perdida, clock: ends, final: true }\ntransitions:\n'
  const move = '  - { id: perder, from: pedida, to: perdida, reason: Se pierde, action: annul }\nlevels:\n'
  expect(told(['transitions:\n', lost], ['levels:\n', move])).toEqual([
    ['states.perdida', 'Se añade el estado «perdida» (Perdida)', 'apply'],
    ['transitions.perder', 'Se añade el movimiento «perder»', 'apply'],
  ])
  const rule = '  - when: { product: ninguno }\n    area: porteria\n    level: 1\n'
  const first = source(changed(tiny, '  - when: { kind: bodega', `${rule}  - when: { kind: bodega`))
  const second = source(changed(tiny, '  - area: porteria', `${rule}  - area: porteria`))
  expect(diffProcedures(first, second)).toEqual([
    {
      ...{ change: 'changed', path: 'typification.product: ninguno.place', before: 1, after: 2 },
      detail: 'La regla de reparto «product: ninguno», el lugar: antes 1, ahora 2',
      openCases: 'none',
    },
  ])
  expect(diffProcedures(first, llaves).map(({ detail }) => detail)).toEqual([
    'Se quita la regla de reparto «product: ninguno»',
  ])
})

test('where a case may stand is a state, a kind or a level: without it the case is stuck', () => {
  const without = {
    ...llaves,
    states: llaves.states.slice(1),
    kinds: llaves.kinds.slice(1),
    levels: llaves.levels.slice(1),
    evidence: [],
  }
  expect(diffProcedures(llaves, without).map(({ path, openCases }) => [path, openCases])).toEqual([
    ['kinds.aula', 'stuck'],
    ['evidence.firma', 'apply'],
    ['states.pedida', 'stuck'],
    ['levels.1', 'stuck'],
  ])
})

test('what a move and a form ask for is told in words, too', () => {
  const form = '  - { id: pedido, name: Pedido, fields: [{ id: aula, name: Aula, type: text }] }\n'
  const asking = changed(tiny, 'initial: pedida', `forms:\n${form}initial: pedida`).replace(
    'action: close\n',
    'action: close\n    form: pedido\n    guards: [assigned]\n    fourEyes: [prestar]\n',
  )
  const before = source(asking)
  const after = source(
    changed(
      changed(asking, 'type: text', 'type: text, required: true'),
      'guards: [assigned]',
      'guards: [answered]',
    ),
  )
  expect(diffProcedures(before, after).map(({ path, detail }) => [path, detail])).toEqual([
    [
      'forms.pedido.fields.aula.required',
      'El formulario «pedido», si es obligatorio del campo «aula»: antes no, ahora sí',
    ],
    [
      'transitions.devolver.guards',
      expect.stringMatching(/^El movimiento «devolver», las condiciones: se añade .+ y se quita .+$/),
    ],
  ])
  expect(told(['recibe, kinds', 'recibe, by: [porteria], kinds'])).toEqual([
    ['evidence.firma.by', 'La evidencia «firma», las áreas que la dan: se añade «porteria»', 'apply'],
  ])
})

test('a word that no code knows is told by its own name, and taken to touch open cases', () => {
  const [first, ...others] = llaves.transitions
  const transitions = [{ ...first, eyes: 4 }, ...others] as unknown as ProcedureSource['transitions']
  const changes = diffProcedures(llaves, {
    ...llaves,
    transitions,
    papers: [{ id: 'pedido', fields: [] }],
  } as never)
  expect(changes.map(({ path, detail, openCases }) => [path, detail, openCases])).toEqual([
    ['transitions.prestar.eyes', 'El movimiento «prestar», «eyes»: antes nada, ahora 4', 'apply'],
    ['papers.pedido', 'Se añade en «papers» «pedido»', 'apply'],
  ])
})

describe.each(all)('of %s', (_, procedure) => {
  test('a copy says the same, however it is ordered', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (chances) => {
        const shuffled = shuffledCopy(procedure, () => chances.next().value ?? 0) as ProcedureSource
        expect(diffProcedures(procedure, shuffled)).toEqual([])
        expect(diffProcedures(shuffled, procedure)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('any one thing that is changed is named, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(), (choice) => {
        const places = leavesOf(procedure)
        const place = places[choice % places.length] ?? []
        const { mutated, names, now } = mutatedAt(procedure, place)
        const changes = diffProcedures(procedure, mutated)
        expect(changes.length).toBeGreaterThan(0)
        // A thing that is called otherwise is another thing.
        if (!isName(procedure, place)) expect(changes).toHaveLength(1)
        const all = JSON.stringify(changes.map(({ path, detail }) => [path, detail]))
        for (const name of names) expect(all).toContain(JSON.stringify(name).slice(1, -1))
        if (now !== '') expect(JSON.stringify(changes)).toContain(now)
        expect(changes.every(({ detail }) => /^(«|\p{Lu})/u.test(detail))).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  test('what is taken away is named', () => {
    const lists = Object.entries(procedure).filter(([, value]) => Array.isArray(value) && value.length > 1)
    for (const [section, items] of lists) {
      for (const [at, item] of (items as readonly unknown[]).entries()) {
        const rest = (items as readonly unknown[]).filter((_, other) => other !== at)
        const changes = diffProcedures(procedure, { ...procedure, [section]: rest } as ProcedureSource)
        const name = typeof item === 'string' ? item : String((item as { id?: string }).id ?? '')
        expect(changes).toHaveLength(1)
        expect([section, changes[0]?.path.startsWith(section), changes[0]?.detail]).toEqual([
          ...[section, true],
          expect.stringContaining(name),
        ])
      }
    }
  })
})

type Place = readonly (string | number)[]

/** Where plain values stand. */
function leavesOf(value: unknown, path: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inside]) =>
    leavesOf(inside, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], value)
}

/** Of whatever a rule or a thing is known by. */
function isName(procedure: ProcedureSource, place: Place): boolean {
  const [section] = place
  const last = place.at(-1)
  if (section === 'typification') return place.includes('when')
  return (
    (last === 'id' && place.length > 1) ||
    (last === 'level' && section === 'levels') ||
    (section === 'parameters' && at(procedure, place) === undefined)
  )
}

/** One plain value replaced, with the ids of what it stands in and its text as it is now. */
function mutatedAt(procedure: ProcedureSource, place: Place) {
  const mutated = JSON.parse(JSON.stringify(procedure)) as ProcedureSource
  const holder = at(mutated, place.slice(0, -1)) as Record<string | number, unknown>
  const key = place.at(-1) ?? ''
  const old = holder[key]
  const now = typeof old === 'number' ? old + 1000 : typeof old === 'boolean' ? !old : `${old}-otro`
  holder[key] = now
  const [section = '', item] = place
  const named = at(procedure, place.slice(0, 2))
  const ids =
    typeof item === 'number' && typeof named === 'object' && named !== null && 'id' in named
      ? [String(named.id)]
      : []
  const names = [String(section), ...(typeof item === 'string' ? [item] : ids)]
  return { mutated, names, now: typeof now === 'boolean' ? '' : String(now) }
}

/** The same with its fields, its things and its plain lists in another order; rules and parameters keep theirs. */
function shuffledCopy(value: unknown, chance: () => number, section = ''): unknown {
  if (section === 'typification' || section === 'value' || section === 'options') return value
  if (Array.isArray(value))
    return shuffled(
      value.map((inside) => shuffledCopy(inside, chance)),
      chance,
    )
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([name, inside]) => [name, shuffledCopy(inside, chance, name)] as const,
  )
  return Object.fromEntries(shuffled(entries, chance))
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  return items
    .map((item) => ({ item, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
