import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inspectProcedure, loadProcedure } from '../src/index.ts'
import { caught } from './caught.ts'
import { changed, lineOf, tiny } from './tiny.ts'

const letter =
  '  - { id: aviso, name: Aviso, file: plantillas/aviso.md, version: 2, approvedBy: Jefatura jurídica, ' +
  'approvedOn: 2025-12-01, kinds: [aula], use: answer }'
const form = 'forms:\n  - { id: uso, name: Uso, fields: [{ id: para, name: Para qué, type: text }] }'
const withLetter = changed(tiny, 'initial: pedida', `${form}\ntemplates:\n${letter}\ninitial: pedida`)

/** The definition in a folder of its own, beside a letter of that text. */
function written(text: string, letterText: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'ventanilla-plantillas-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'plantillas'))
  writeFileSync(join(dir, 'plantillas/aviso.md'), letterText)
  const file = join(dir, 'llaves.yaml')
  writeFileSync(file, text)
  return file
}

const ofAula: [string, string] = ['name: Llave de un aula', 'name: Llave de un aula\n    form: uso']

describe('a letter', () => {
  test('lies beside its procedure, and leaves open what somebody fills in', () => {
    const text = changed(withLetter, ...ofAula)
    const file = written(
      text,
      '{{persona}}:\n\nSu {{ tipo }} {{campo.para}} vence el {{vence}}. {no} {{texto}}',
    )
    expect(loadProcedure(text, undefined, file).templates).toMatchObject([{ id: 'aviso', version: 2 }])
    // Where the text of the procedure is all there is, nobody can look beside it.
    expect(loadProcedure(text).templates).toHaveLength(1)
  })

  test.each([
    ['Señor {{nombre}}', 'nombre', 1],
    ['{{persona}}\n{{}}', '', 2],
    ['{{persona}}\n\nVence el {{vence', '{{vence', 3],
    ['{{Persona}}', 'Persona', 1],
    ['{{campo.para}}', 'campo.para', 1],
    ['{{constructor}}', 'constructor', 1],
  ])('is refused for what nobody fills in: %j', (text, name, line) => {
    // Only the other kind is asked for that field.
    const asked = changed(withLetter, 'name: Llave de la bodega', 'name: Llave de la bodega\n    form: uso')
    const error = caught(() => loadProcedure(asked, undefined, written(asked, text)))
    expect(error.problems).toEqual([
      {
        ...{ code: 'blank-unknown', path: 'templates[0].file', column: expect.any(Number) },
        line: lineOf(asked, 'id: aviso'),
        detail: `La línea ${line} de «plantillas/aviso.md» pide «${name}», que nadie llena`,
      },
    ])
  })

  test('is looked at by whoever checks the file too', () => {
    const text = changed(withLetter, ...ofAula)
    const file = written(text, '{{nadie}}')
    expect(inspectProcedure({ file, text }).findings).toMatchObject([{ code: 'blank-unknown' }])
  })
})
