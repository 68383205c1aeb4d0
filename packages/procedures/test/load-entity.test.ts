import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastDayOf, loadEntity, procedureOn, procedureVersion, radicadoFormat } from '../src/index.ts'
import { caught } from './caught.ts'
import { changed, lineOf, tiny, tinyEntity } from './tiny.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'procedures-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

const second = changed(changed(tiny, 'version: 1\n', 'version: 2\n'), 'from: 2026-01-01', 'from: 2026-07-01')
const first = changed(tiny, 'from: 2026-01-01', 'from: 2026-01-01, to: 2026-06-30')

test('an entity is its file and its procedures; old versions stay readable', () => {
  write({ 'entity.yaml': tinyEntity, 'procedures/llaves-2.yaml': second, 'procedures/llaves.yaml': first })
  const entity = loadEntity(dir)
  expect(entity.procedures.get('llaves')?.version).toBe(2)
  expect(entity.versions.map(({ version }) => version)).toEqual([1, 2])
  expect(procedureVersion(entity, 'llaves', 1)?.valid.to).toBe('2026-06-30')
  expect(procedureVersion(entity, 'llaves', 3)).toBeUndefined()
  const inForce = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2040-01-01'].map(
    (date) => procedureOn(entity, 'llaves', date)?.version,
  )
  // What is older than every version is born under the first.
  expect(inForce).toEqual([1, 1, 1, 2, 2])
  expect(entity.overlays).toEqual([])
})

test('a version that says no last day ends where the next one begins', () => {
  const third = changed(changed(tiny, 'version: 1\n', 'version: 3\n'), 'from: 2026-01-01', 'from: 2027-01-01')
  write({ 'entity.yaml': tinyEntity, 'procedures/a.yaml': tiny, 'procedures/b.yaml': second })
  write({ 'procedures/c.yaml': third })
  const entity = loadEntity(dir)
  const inForce = ['2025-12-31', '2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01', '2040-01-01'].map(
    (date) => procedureOn(entity, 'llaves', date)?.version,
  )
  expect(inForce).toEqual([1, 1, 2, 2, 3, 3])
  const last = entity.versions.map((version) => lastDayOf(version, entity.versions))
  expect(last).toEqual(['2026-06-30', '2026-12-31', undefined])
})

test('between the last day that one says and the first of the next, none is in force', () => {
  const later = changed(second, 'from: 2026-07-01', 'from: 2026-08-01')
  write({ 'entity.yaml': tinyEntity, 'procedures/a.yaml': first, 'procedures/b.yaml': later })
  const entity = loadEntity(dir)
  expect(procedureOn(entity, 'llaves', '2026-07-15')).toBeUndefined()
  expect(entity.versions.map((version) => lastDayOf(version, entity.versions))).toEqual([
    '2026-06-30',
    undefined,
  ])
})

test('two versions in force on one day are refused at the later one', () => {
  const same = changed(tiny, 'version: 1\n', 'version: 2\n')
  write({ 'entity.yaml': tinyEntity, 'procedures/a.yaml': tiny, 'procedures/b.yaml': same })
  const error = caught(() => loadEntity(dir))
  expect(error).toMatchObject({ code: 'overlapping-validity', path: 'valid', line: 3 })
  expect(error.file).toBe(join(dir, 'procedures/b.yaml'))
})

test('one version in two files is refused', () => {
  write({ 'entity.yaml': tinyEntity, 'procedures/a.yaml': first, 'procedures/b.yaml': first })
  expect(caught(() => loadEntity(dir))).toMatchObject({ code: 'duplicate-version', path: 'version', line: 2 })
})

test('an area that the entity does not have is refused at its line in the procedure', () => {
  const text = changed(tiny, 'area: jefatura', 'area: rectoria')
  write({ 'entity.yaml': tinyEntity, 'procedures/llaves.yaml': text })
  const error = caught(() => loadEntity(dir))
  expect(error).toMatchObject({ code: 'unknown-area', line: lineOf(text, 'rectoria') })
  expect(error.message).toContain(join(dir, 'procedures/llaves.yaml'))
})

test('a folder without its files is refused', () => {
  expect(caught(() => loadEntity(dir)).code).toBe('missing-file')
  write({ 'entity.yaml': tinyEntity })
  expect(caught(() => loadEntity(dir)).file).toBe(join(dir, 'procedures'))
})

test.each([
  ['a radicado without its year', "'{year}/{code}-{number:4}.K'", "'{code}-{number:4}'", 'radicado'],
  ['a radicado without its number', "'{year}/{code}-{number:4}.K'", "'{code}-{year}'", 'radicado'],
  ['a radicado with two numbers', '{number:4}.K', '{number:4}{number:4}', 'radicado'],
  ['an area without its mark', ', misional: true', '', 'areas[1].misional'],
  [
    'a unit that the format does not have',
    'name: Ninguno }',
    "name: Ninguno, unit379: '63' }",
    'products[0].unit379',
  ],
  ['an area twice', 'id: jefatura, name: Jefatura', 'id: porteria, name: Jefatura', 'areas[1].id'],
])('%s is refused', (_, from, to, path) => {
  write({ 'entity.yaml': changed(tinyEntity, from, to), 'procedures/llaves.yaml': tiny })
  const error = caught(() => loadEntity(dir))
  expect(error.path).toBe(path)
  expect(error.line).toBe(lineOf(changed(tinyEntity, from, to), to === '' ? 'id: jefatura' : to))
})

test('the radicado is what the entity says around a consecutive of the year', () => {
  write({ 'entity.yaml': tinyEntity, 'procedures/llaves.yaml': tiny })
  expect(radicadoFormat(loadEntity(dir), 2026)).toEqual({
    series: 'colegio/2026',
    prefix: '2026/COL-',
    width: 4,
    suffix: '.K',
  })
})

test('the days that the entity closes by its own act are read with it, and a bad one is refused', () => {
  const overlay = `calendar: colegio-2026
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed:
  - { date: 2026-03-31, by: Resolución de la rectoría }
counted: []
`
  const file = 'calendars/2026.yaml'
  write({ 'entity.yaml': tinyEntity, 'procedures/llaves.yaml': tiny, [file]: overlay })
  expect(loadEntity(dir).overlays.map(({ calendar }) => calendar)).toEqual(['colegio-2026'])
  write({ [file]: changed(overlay, '2026-03-31', '2027-03-31') })
  expect(caught(() => loadEntity(dir))).toMatchObject({ file: join(dir, file), line: 5 })
})
