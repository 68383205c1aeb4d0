import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entitiesDir, jsonSchemas } from '@ventanilla/procedures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const shipped = join(entitiesDir, 'icetex/procedures/pqrsd.yaml')
const diagram = fileURLToPath(new URL('../../../docs/reference/diagrams/icetex-pqrsd-1.svg', import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-draw-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('ventanilla procedure draw', () => {
  it('draws a file and a named version alike, as the page of the reference has it', () => {
    const out = join(folder, 'pqrsd.svg')
    expect(runVerb(['procedure', 'draw', shipped, '--out', out])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    const named = runVerb(['procedure', 'draw', 'icetex/pqrsd@1'], 'Asia/Tokyo')
    expect([named.status, named.stdout]).toEqual([0, readFileSync(out, 'utf8')])
    expect(named.stdout).toBe(readFileSync(diagram, 'utf8'))
    expect(runVerb(['procedure', 'draw', 'icetex/pqrsd']).stdout).toContain('versión 2')
  })

  it('writes the language of Graphviz', () => {
    const { status, stdout } = runVerb(['procedure', 'draw', 'icetex/publicaciones@1', '--format', 'dot'])
    expect([status, stdout.startsWith('digraph "publicaciones@1" {')]).toEqual([0, true])
  })

  it('draws nothing that can’t be used, and says why', () => {
    const broken = join(folder, 'roto.yaml')
    writeFileSync(broken, readFileSync(shipped, 'utf8').replace('initial: radicada', 'initial: nueva'))
    const { status, stdout, stderr } = runVerb(['procedure', 'draw', broken])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /roto\.yaml:\d+:1: error: initial: El estado inicial «nueva» no existe \[unknown-initial\]/,
    )
  })

  it.each([
    [['draw', 'icetex/pqrs'], 'no hay «icetex/pqrs»; hay icetex/pqrsd@1, icetex/publicaciones@1'],
    [['draw', 'icetex/pqrsd@9'], 'no hay «icetex/pqrsd@9»'],
    [['draw', 'no/existe.yaml'], 'no existe no/existe.yaml: no hay no'],
    [['draw', join(entitiesDir, 'icetex')], 'es una carpeta'],
    [['draw', join(entitiesDir, 'icetex/entity.yaml')], 'no es un procedimiento'],
    [['draw', shipped, '--format', 'png'], '--format debe ser svg o dot, no «png»'],
    [['draw', shipped, '--out', '/no/existe/x.svg'], 'no se pudo escribir /no/existe/x.svg (ENOENT)'],
    [['schema', 'caso'], 'hay esquema de procedure y de entity, no de «caso»'],
  ])('ends with 2 where it is asked %j', (args, detail) => {
    const { status, stdout, stderr } = runVerb(['procedure', ...args])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(detail)
  })
})

describe('ventanilla procedure schema', () => {
  it.each(['procedure', 'entity'] as const)('writes that of a %s', (name) => {
    const { status, stdout } = runVerb(['procedure', 'schema', name])
    expect([status, JSON.parse(stdout)]).toEqual([0, jsonSchemas[name]()])
  })
})
