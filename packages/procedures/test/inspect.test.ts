import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entitiesDir, inspectPath } from '../src/index.ts'
import { changed, tiny, tinyEntity } from './tiny.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'inspect-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

/** `file:line:column code` of everything found below a path of the folder. */
function found(path = ''): string[] {
  return (inspectPath(join(dir, path)) ?? []).flatMap(({ file, findings }) =>
    findings.map(({ line, column, code }) => `${file.slice(dir.length + 1)}:${line}:${column} ${code}`),
  )
}

const broken = changed(
  changed(tiny, 'area: jefatura', 'area: rectoria'),
  'kinds: [bodega], source',
  'kinds: [sala], source',
)

test('the procedures that are here have no mistake', () => {
  const errors = inspectPath(entitiesDir)?.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'error'),
  )
  expect(errors).toEqual([])
})

test('several mistakes in several files are all told, each where it stands', () => {
  write({
    'colegio/entity.yaml': changed(tinyEntity, ', misional: true', ''),
    'colegio/procedures/a.yaml': changed(tiny, 'version: 1\n', 'version: uno\n'),
    'colegio/procedures/b.yaml': changed(broken, 'version: 1\n', 'version: 2\n'),
    'colegio/calendars/2026.yaml': 'calendar: x\n',
    'liceo/entity.yaml': changed(tinyEntity, 'id: colegio', 'id: liceo'),
  })
  expect(found()).toEqual([
    'colegio/entity.yaml:7:5 invalid-shape',
    'colegio/procedures/a.yaml:2:1 invalid-shape',
    // Without its entity, an area can't be known to be wrong.
    'colegio/procedures/b.yaml:40:55 unknown-kind',
    'colegio/calendars/2026.yaml:1:1 invalid-shape',
    'liceo/procedures:1:1 missing-file',
  ])
})

test('a procedure is held against the entity and the versions that lie beside it', () => {
  write({
    'entity.yaml': tinyEntity,
    'procedures/a.yaml': broken,
    'procedures/b.yaml': tiny,
    'procedures/c.yaml': changed(tiny, 'version: 1\n', 'version: 2\n'),
    'procedures/d.yaml': tiny,
  })
  expect(found('procedures/a.yaml')).toEqual([
    'procedures/a.yaml:40:55 unknown-kind',
    'procedures/a.yaml:78:5 unknown-area',
  ])
  expect(found('procedures/b.yaml')).toEqual([])
  expect(found('procedures/c.yaml')).toEqual(['procedures/c.yaml:3:1 overlapping-validity'])
  expect(found('procedures/d.yaml')).toEqual(['procedures/d.yaml:2:1 duplicate-version'])
  expect(found('entity.yaml')).toEqual([])
})

test('a calendar is warned of for the names that nothing has, once every procedure can be read', () => {
  const calendar = `calendar: colegio-2026
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed:
  - { date: 2026-03-30, by: Decreto 1, suspends: { only: [aula, ley-1755, ley1755] } }
civic:
  - { date: 2026-03-31, name: Fundación, by: Acuerdo 2, scope: entity, suspends: { except: [tutela, tutelas] } }
reception:
  - { procedures: [llaves, llavero], kinds: [aula, salas], week: [{ days: [1], hours: [{ from: '08:00', to: '12:00' }] }] }
`
  const file = 'calendars/2026.yaml'
  write({ 'entity.yaml': tinyEntity, 'procedures/llaves.yaml': tiny, [file]: calendar })
  expect(found(file)).toEqual(
    ['5:75', '7:101', '9:28', '9:52'].map((place) => `${file}:${place} calendar-name-unknown`),
  )
  expect(inspectPath(dir)?.at(-1)?.findings[0]?.detail).toContain('«ley1755»')
  write({ 'procedures/llaves.yaml': broken })
  expect(found(file)).toEqual([])
})

test('a file that lies elsewhere, or has another ending, is a procedure by itself', () => {
  write({ 'borrador.yaml': broken, 'entity.yaml': tinyEntity, 'procedures/borrador.txt': broken })
  expect(found('borrador.yaml')).toEqual(['borrador.yaml:40:55 unknown-kind'])
  expect(found('procedures/borrador.txt')).toEqual(['procedures/borrador.txt:40:55 unknown-kind'])
})

test('a text that is no YAML is told with all its faults, in the words of an owner', () => {
  write({ 'x.yaml': 'id: a\nid: b\nname: c: d\n' })
  const [inspected] = inspectPath(join(dir, 'x.yaml')) ?? []
  expect(inspected?.findings.map(({ line, column, detail }) => [line, column, detail])).toEqual([
    [2, 1, 'El texto no es YAML: el mismo campo está dos veces'],
    [
      3,
      7,
      'El texto no es YAML: hay dos campos en un renglón; si «: » es parte del texto, va entre comillas',
    ],
  ])
})

test('where there is nothing, nothing is found', () => {
  expect(inspectPath(join(dir, 'nada.yaml'))).toBeUndefined()
  expect(inspectPath(dir)).toBeUndefined()
})
