import { describe, expect, test } from 'vitest'
import { type EntityNames, loadProcedure, problemCodes } from '../src/index.ts'
import { caught } from './caught.ts'
import { clockCases } from './clock-cases.ts'
import { formCases } from './form-cases.ts'
import { judgedCases } from './judged-cases.ts'
import { kindCases } from './kind-cases.ts'
import { flowCases, type Refused, referenceCases, shapeCases } from './refusal-cases.ts'
import { changed, lineOf, tiny } from './tiny.ts'

const entity: EntityNames = {
  areas: [
    { id: 'porteria', name: 'Portería', misional: false },
    { id: 'jefatura', name: 'Jefatura', misional: true },
  ],
  products: [{ id: 'ninguno', name: 'Ninguno' }],
  themes: [{ id: 'puertas', name: 'Puertas' }],
}

describe.each([
  ['the shape', shapeCases],
  ['the flow', flowCases],
  ['what is named', referenceCases],
  ['its further clocks', clockCases],
  ['its forms and conditions', formCases],
  ['its letters and indicators', judgedCases],
  ['its kinds', kindCases],
])('a procedure is refused for %s', (_, cases) => {
  test.each(cases)('$code at $path', ({ code, path, at, edits }: Refused) => {
    const text = edits.reduce((text, [from, to]) => changed(text, from, to), tiny)
    const error = caught(() => loadProcedure(text, entity, 'llaves.yaml'))
    const line = lineOf(text, at)
    expect(error.problems).toContainEqual({
      ...{ code, path, line, column: expect.any(Number) },
      detail: expect.stringMatching(/\S/),
    })
    expect(error.message).toContain(`llaves.yaml:${line}: `)
  })
})

test('all that is wrong is said at once, in the order of the file', () => {
  const text = changed(changed(tiny, 'atElapsed: 50', 'atElapsed: 0'), 'version: 1\n', 'version: 0\n')
  const error = caught(() => loadProcedure(text, entity))
  expect(error.problems.map(({ path }) => path)).toEqual(['version', 'ladder[0].atElapsed'])
  expect(error).toMatchObject({ code: 'invalid-shape', path: 'version', line: 2 })
})

test('an average below zero and below its scale is wrong once', () => {
  const scale = 'fields: [{ id: hojas, name: Hojas, type: integer, min: 1, max: 5 }]'
  const rated = 'formula: averageRating, unit: puntos, field: { form: encuesta, id: hojas }, target: -1'
  const text = changed(
    tiny,
    'initial:',
    `forms: [{ id: encuesta, name: Encuesta, ${scale} }]\nindicators: [{ id: nota, name: Nota, direction: up, source: Circular, ${rated} }]\ninitial:`,
  )
  expect(caught(() => loadProcedure(text)).problems.map(({ code }) => code)).toEqual(['indicator-target'])
})

const day = 'forms: [{ id: f, name: F, fields: [{ id: a, name: A, type: date'

describe('details are written for the owner of the process, in Spanish', () => {
  test.each<[string, [string, string], number]>([
    ['El campo «finall» no existe aquí', ['final: true', 'finall: true'], 45],
    ['Falta «version»: se espera un número', ['version: 1\n', ''], 1],
    ['Falta «clock»: se espera runs, stops o ends', [', clock: runs', ''], 43],
    [
      'Falta «from»: se espera un identificador o una lista de identificadores',
      ['    from: pedida\n', ''],
      47,
    ],
    ['Falta «value»: se espera un valor', ['    value: &conteo counts\n', '    valor: &conteo counts\n'], 12],
    ['Se espera un texto, y no hay nada', ['name: Préstamo de llaves', 'name:'], 5],
    ['Se espera un texto, no el número 7', ['id: pedida,', 'id: 7,'], 43],
    ['Se espera un número, no «tres»', ['amount: 3,', 'amount: tres,'], 32],
    ['Se espera un número entero, no el número 3.5', ['amount: 3,', 'amount: 3.5,'], 32],
    ['Debe ser 1 o más', ['amount: 3,', 'amount: 0,'], 32],
    ['Debe ser 3650 o menos', ['amount: 3,', 'amount: 9999,'], 32],
    ['Se espera una lista, no «correo»', ['[ventanilla, correo]', 'correo'], 19],
    ['La lista no puede estar vacía', ['[ventanilla, correo]', '[]'], 19],
    ['Lleva a lo sumo 160 caracteres', ['Se devuelve', 'Se devuelve'.padEnd(161, '.')], 57],
    ['Se espera un grupo de campos, no una lista', ['{ from: 2026-01-01 }', '[2026-01-01]'], 3],
    ['Se espera true o false, no «si»', ['final: true', 'final: si'], 45],
    [
      'Solo puede decir «true»: si no es así, quite el campo',
      ['clock: runs', 'clock: runs, closesForm: false'],
      43,
    ],
    [
      'Solo puede decir «true»: si no es así, quite el campo',
      ['initial:', `${day}, sensitive: false }] }]\ninitial:`],
      41,
    ],
    [
      'Se espera «today», una fecha que exista, AAAA-MM-DD, { today: días } o { field: campo, days: días }',
      ['initial:', `${day}, notBefore: hoy }] }]\ninitial:`],
      41,
    ],
    [
      'El nombre no sirve: Se escribe en minúsculas, sin tildes y con guiones, como «en-proceso»',
      ['  devolucion:', '  Devolución:'],
      8,
    ],
    [
      'El texto no es YAML: la referencia «*nada» no nombra ningún valor escrito antes con «&nada»',
      ['clock: runs', 'clock: *nada'],
      43,
    ],
    [
      'El texto no es YAML: la referencia «*a» está dentro del valor que ella misma nombra',
      ['    value: &conteo counts', '    unit: &a [*a]\n    value: &conteo counts'],
      13,
    ],
  ])('%s', (detail, edit, line) => {
    const error = caught(() => loadProcedure(changed(tiny, ...edit)))
    expect(error.problems.map((one) => [one.detail, one.line])).toContainEqual([detail, line])
  })
})

test('a text that expands without measure is refused, not expanded', () => {
  const bomb = [
    'a: &a [x]',
    ...'bcdefgh'.split('').map((name, at) => {
      const before = 'abcdefg'[at]
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
    }),
  ].join('\n')
  expect(caught(() => loadProcedure(bomb))).toMatchObject({
    ...{ code: 'invalid-yaml', line: 4 },
    detail: 'El texto no es YAML: la referencia «*c» repite otras referencias sin medida',
  })
  const many = `a: &a [x]\nb: [${Array(101).fill('*a').join(', ')}]`
  expect(caught(() => loadProcedure(many))).toMatchObject({
    ...{ code: 'invalid-yaml', line: 2 },
    detail: 'El texto no es YAML: las referencias (*) se repiten sin medida',
  })
})

test('without its entity a procedure is loaded, and its areas stay unchecked', () => {
  expect(loadProcedure(changed(tiny, 'area: jefatura', 'area: rectoria')).id).toBe('llaves')
})

test('every documented refusal is shown by a case', () => {
  const ofFolders = ['duplicate-version', 'overlapping-validity', 'missing-file', 'blank-unknown']
  const shown = [
    ...shapeCases,
    ...flowCases,
    ...referenceCases,
    ...clockCases,
    ...formCases,
    ...judgedCases,
    ...kindCases,
  ].map(({ code }) => code)
  expect(new Set([...shown, ...ofFolders])).toEqual(new Set(Object.keys(problemCodes)))
})
