import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const text = readFileSync(join(entitiesDir, 'icetex/procedures/publicaciones.yaml'), 'utf8')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-diff-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(...edits: [string | RegExp, string][]): string {
  const file = join(folder, `${edits.length}.yaml`)
  const changed = edits.reduce((text, [from, to]) => {
    expect(text).toMatch(from)
    return text.replace(from, () => to)
  }, text)
  writeFileSync(file, changed)
  return file
}

const shorter: [string | RegExp, string][] = [
  ['version: 1\n', 'version: 2\n'],
  [
    /(id: infoservicio\n.*\n.*\n\s+term: \{ amount: )4/,
    'id: infoservicio\n    name: Divulgación de información por Infoservicios\n    regime: ans\n    term: { amount: 3',
  ],
  ['reason: Fuera del alcance', 'reason: Por fuera del alcance'],
  [/ {2}- \{ id: reabierto.*\n/, ''],
  [/ {2}- id: atender-reabierto\n( {4}.*\n)+/, ''],
  [/ {2}- id: reabrir\n( {4}.*\n)+/, ''],
]

describe('ventanilla procedure diff', () => {
  it('says what changes in the words of the process, and what it is to an open case', () => {
    const file = written(...shorter)
    const { status, stdout, stderr } = runVerb(['procedure', 'diff', 'icetex/publicaciones@1', file])
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toBe(
      `De icetex/publicaciones@1 a ${file}: 6 cambios.\n\n` +
        'Un caso abierto que esté ahí no podría pasar:\n' +
        '  Se quita el estado «reabierto» (Reabierto).\n\n' +
        'Llegaría a los casos abiertos que pasaran:\n' +
        '  El tipo «infoservicio», el plazo: antes 4 días hábiles, ahora 3 días hábiles.\n' +
        '  Se quita el movimiento «atender-reabierto».\n' +
        '  Se quita el movimiento «reabrir».\n' +
        '  El movimiento «anular-fuera-del-alcance», la razón: antes «Fuera del alcance», ahora «Por fuera del alcance».\n\n' +
        'No toca los casos abiertos:\n' +
        '  La versión: antes 1, ahora 2.\n',
    )
  })

  it.each([
    ['pqrsd', ['Se añade el formulario «atencion»', 'El movimiento «devolver», la evidencia que pide']],
    ['publicaciones', ['Se añade el reloj «suspension»', 'la clase: antes nada, ahora «approval»']],
  ])('tells the second version of %s from the first, as the how-to does', (id, said) => {
    const { status, stdout } = runVerb(['procedure', 'diff', `icetex/${id}@1`, `icetex/${id}`])
    expect(status).toBe(1)
    for (const words of said) expect(stdout).toContain(words)
  })

  it('gives the same to programs', () => {
    const file = written(...shorter.slice(0, 2))
    const { status, stdout } = runVerb(['procedure', 'diff', 'icetex/publicaciones@1', file, '--json'])
    expect([status, JSON.parse(stdout)]).toEqual([
      1,
      {
        before: { file: expect.stringContaining('publicaciones.yaml'), id: 'publicaciones', version: 1 },
        after: { file, id: 'publicaciones', version: 2 },
        sameVersion: false,
        changes: [
          {
            ...{ change: 'changed', path: 'version', before: 1, after: 2 },
            detail: expect.any(String),
            openCases: 'none',
          },
          {
            ...{ change: 'changed', path: 'kinds.infoservicio.term' },
            before: { amount: 4, unit: 'business-days' },
            after: { amount: 3, unit: 'business-days' },
            detail: expect.any(String),
            openCases: 'apply',
          },
        ],
      },
    ])
  })

  it('has nothing to say of another order, other comments, another way to write the same', () => {
    const file = written(
      ['# Actualización', '# Otra cosa. Actualización'],
      ['from: registrado\n    to: en-proceso', 'to: en-proceso\n    from: [registrado]'],
      [
        'channels: [gestor-de-servicios, mesa-de-servicios]',
        'channels:\n  - mesa-de-servicios\n  - gestor-de-servicios',
      ],
      ['  - { id: registrado, name: Registrado, clock: runs }\n', ''],
      [
        '  - { id: reabierto, name: Reabierto, clock: runs }\n',
        '  - { id: reabierto, name: Reabierto, clock: runs }\n  - { id: registrado, name: Registrado, clock: runs, final: false }\n',
      ],
    )
    const { status, stdout } = runVerb(['procedure', 'diff', 'icetex/publicaciones@1', file])
    expect([status, stdout]).toEqual([0, `icetex/publicaciones@1 y ${file} dicen lo mismo.\n`])
  })

  it('warns when a version that may be in use was edited', () => {
    const { stdout } = runVerb([
      'procedure',
      'diff',
      'icetex/publicaciones@1',
      written(shorter[2] ?? ['', '']),
    ])
    expect(stdout).toContain('Las dos dicen ser la misma versión.')
  })

  it('compares nothing with what can’t be used', () => {
    const file = written(['initial: registrado', 'initial: nuevo'])
    const { status, stdout, stderr } = runVerb(['procedure', 'diff', 'icetex/publicaciones@1', file])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('[unknown-initial]')
    expect(runVerb(['procedure', 'diff', 'icetex/publicaciones@1']).status).toBe(2)
    const missing = runVerb(['procedure', 'diff', 'icetex/pqrsd@1', '/no/hay.yaml', '--json'])
    expect([missing.status, JSON.parse(missing.stderr).error]).toMatchObject([
      2,
      { code: 'path-missing', field: 'after' },
    ])
  })
})
