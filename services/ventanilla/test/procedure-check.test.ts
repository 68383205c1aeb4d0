import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const shipped = join(entitiesDir, 'icetex')
const publicaciones = readFileSync(join(shipped, 'procedures/publicaciones.yaml'), 'utf8')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** An entity's folder with one procedure, in which something stands instead of something else. */
function entityWith(...edits: [string, string][]): string {
  const text = edits.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, () => to)
  }, publicaciones)
  mkdirSync(join(folder, 'icetex/procedures'), { recursive: true })
  writeFileSync(join(folder, 'icetex/entity.yaml'), readFileSync(join(shipped, 'entity.yaml'), 'utf8'))
  const file = join(folder, 'icetex/procedures/publicaciones.yaml')
  writeFileSync(file, text)
  return file
}

/** `line:column` of the one place where something stands. */
function placeOf(file: string, needle: string): string {
  const [before = '', after, more] = readFileSync(file, 'utf8').split(needle)
  expect([after === undefined, more]).toEqual([false, undefined])
  const lines = before.split('\n')
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

describe('ventanilla procedure check', () => {
  it('tells every mistake with its place and a mark under it, and ends with 1', () => {
    const file = entityWith(
      [
        'to: suspendido\n    reason: En espera por usuario\n    action: suspend\n    note',
        'to: detenido\n    reason: En espera por usuario\n    action: suspend\n    note',
      ],
      ['areas: [grupo-comercial-mercadeo]', 'areas: [grupo-de-nadie]'],
    )
    const { status, stdout, stderr } = runVerb(['procedure', 'check', file])
    expect([status, stderr]).toEqual([1, ''])
    const state = placeOf(file, 'to: detenido')
    const area = placeOf(file, 'grupo-de-nadie')
    expect(stdout).toContain(
      `${file}:${state}: error: transitions[4].to: El estado «detenido» no existe [unknown-state]\n`,
    )
    expect(stdout).toContain(
      `${file}:${area}: error: bypass.areas[0]: El área «grupo-de-nadie» no existe en la entidad [unknown-area]\n`,
    )
    expect(stdout).toContain('|     to: detenido\n       |     ^\n')
    expect(stdout).toContain('| \u0020 areas: [grupo-de-nadie]\n       |           ^\n')
    expect(stdout).toMatch(/un archivo: 2 errores y ningún aviso\.\n$/)
  })

  it('warns and ends with 0 where the definition can be used', () => {
    const file = entityWith(
      [
        '  - { id: anulado,',
        '  - { id: cerrado-dos, name: Otro, clock: ends, final: true }\n  - { id: anulado,',
      ],
      ['to: anulado\n    reason: No está aprobado', 'to: cerrado-dos\n    reason: No está aprobado'],
      ['after: *cierre-automatico', 'after: { amount: 3, unit: business-days }'],
    )
    const { status, stdout } = runVerb(['procedure', 'check', file, '--json'])
    expect(status).toBe(0)
    const [line, column] = placeOf(file, '&cierre-automatico').split(':').map(Number)
    expect(JSON.parse(stdout)).toEqual({
      ...{ ok: true, errors: 0, warnings: 1 },
      files: [
        {
          file,
          findings: [
            {
              ...{ severity: 'warning', code: 'unused-name', path: 'parameters.cierre-automatico.value' },
              line,
              // The value begins with its name; its field, where the line is marked, before it.
              column: (column ?? 0) - 'value: '.length,
              detail: expect.stringContaining('*cierre-automatico'),
            },
          ],
        },
      ],
    })
  })

  it('holds a draft that lies elsewhere against the entity that is said', () => {
    const draft = join(folder, 'borrador.yaml')
    writeFileSync(draft, publicaciones.replace('areas: [grupo-comercial-mercadeo]', 'areas: [nadie]'))
    expect(runVerb(['procedure', 'check', draft]).status).toBe(0)
    for (const entity of ['icetex', shipped]) {
      const { status, stdout } = runVerb(['procedure', 'check', draft, '--entity', entity])
      expect([status, stdout]).toEqual([1, expect.stringContaining('[unknown-area]')])
    }
    const none = runVerb(['procedure', 'check', draft, '--entity', 'nadie'])
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('no hay ninguna entidad')])
    const folders = runVerb(['procedure', 'check', shipped, '--entity', 'icetex'])
    expect([folders.status, folders.stderr]).toEqual([2, expect.stringContaining('es una carpeta')])
  })

  it('looks at an entity, and at all of them', () => {
    entityWith(['version: 1\n', 'version: 0\n'])
    for (const path of [join(folder, 'icetex'), folder]) {
      const { status, stdout } = runVerb(['procedure', 'check', path, '--json'])
      expect(status).toBe(1)
      const { errors, files } = JSON.parse(stdout)
      expect([errors, files.length]).toEqual([1, 2])
    }
    const here = runVerb(['procedure', 'check', entitiesDir])
    expect([here.status, here.stdout]).toEqual([0, expect.stringContaining('ningún error')])
  })

  it.each([
    ['path-missing', ['/no/existe.yaml'], 'no existe /no/existe.yaml: no hay /no'],
    ['path-missing', [join(shipped, 'procedures/pqrds.yaml')], '¿quiso decir pqrsd.yaml?'],
    ['no-definition', [join(shipped, 'procedures')], 'no hay ninguna entidad'],
    ['argument-missing', [], 'falta el argumento'],
    ['option-unknown', [shipped, '--jason'], '¿quiso decir --json?'],
  ])('ends with 2 and %s where it is asked wrongly', (code, args, detail) => {
    const { status, stdout, stderr } = runVerb(['procedure', 'check', ...args])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(detail)
    const asJson = runVerb(['procedure', 'check', ...args, '--json'])
    if (code !== 'option-unknown') expect(JSON.parse(asJson.stderr).error.code).toBe(code)
  })
})
