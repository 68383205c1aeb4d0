import { describe, expect, test } from 'vitest'
import { diffProcedures, inspectProcedure, type ProcedureSource } from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

function source(text: string): ProcedureSource {
  const { source, findings } = inspectProcedure({ file: 'x.yaml', text })
  if (source === undefined) throw new Error(JSON.stringify(findings))
  return source
}
const llaves = source(tiny)

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
      'the law that counts a kind',
      [
        [
          "    article: '2'\n",
          "    article: '2'\n    law: { regime: peticion, set: { term.amount: '3' } }\n",
        ],
      ],
      'kinds.bodega.law',
      'El tipo «bodega», la ley que lo cuenta: antes nada, ahora el régimen «peticion»; ' +
        'cuánto dura el término, «3»',
      'apply',
    ],
    [
      'what becomes of the priority',
      [['reason: Se presta', 'reason: Se presta\n    priority: { becomes: granted }']],
      'transitions.prestar.priority',
      'El movimiento «prestar», la prioridad: antes nada, ahora se concede',
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

test('for which kinds a move and a guard hold is told in words, and to whom it gives the case', () => {
  const move = 'reason: Se devuelve\n'
  expect(told([move, `${move}    kinds: [aula]\n`])).toEqual([
    ['transitions.devolver.kinds', 'El movimiento «devolver», los tipos: se añade «aula»', 'apply'],
  ])
  expect(told([move, `${move}    guards: [{ guard: assigned, kinds: [bodega] }]\n`])).toEqual([
    [
      'transitions.devolver.guards',
      'El movimiento «devolver», las condiciones: se añade un funcionario asignado (solo bodega)',
      'apply',
    ],
  ])
  expect(told([move, `${move}    assigns: { area: porteria, level: 1 }\n`])).toEqual([
    [
      'transitions.devolver.assigns',
      'El movimiento «devolver», a quién lo entrega: antes nada, ahora {"area":"porteria","level":1}',
      'apply',
    ],
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
