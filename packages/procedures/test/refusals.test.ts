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

test('details are written for the owner of the process, in Spanish', () => {
  const text = changed(tiny, 'final: true', 'finall: true')
  expect(caught(() => loadProcedure(text)).detail).toBe('El campo «finall» no existe aquí')
})

test('a text that expands without measure is refused, not expanded', () => {
  const bomb = [
    'a: &a [x]',
    ...'bcdefgh'.split('').map((name, at) => {
      const before = 'abcdefg'[at]
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
    }),
  ].join('\n')
  expect(caught(() => loadProcedure(bomb)).code).toBe('invalid-yaml')
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
