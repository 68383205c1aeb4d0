import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { expect, it, onTestFinished } from 'vitest'
import { loadDefinitions } from '../src/adapters/load-definitions.ts'

/** A folder of entities like ours, with one text changed in its PQRSD. */
function changed(from: string | RegExp, to: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'ventanilla-entities-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  cpSync(entitiesDir, dir, { recursive: true })
  const file = join(dir, 'icetex/procedures/pqrsd.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to))
  return dir
}

it('reads every entity, and gives one that nobody knows the national calendar', () => {
  const { entities, calendarOf } = loadDefinitions(entitiesDir, [])
  expect([...entities.keys()]).toContain('icetex')
  expect(calendarOf('nadie').id).toBe('co')
})

it('takes a procedure with outcomes of its own', () => {
  const { entities } = loadDefinitions(changed(/\bparcial\b(?!m)/g, 'a-medias'), [])
  expect(entities.get('icetex')?.versions[0]?.outcomes.map(({ id }) => id)).toContain('a-medias')
})

it('starts with no definition whose words the public events could not carry', () => {
  const level = changed(/level: 3/g, 'level: 4')
  expect(() => loadDefinitions(level, [])).toThrow('levels')
  const reason = changed('reason: Respuesta de fondo', `reason: ${'larga '.repeat(30)}`)
  expect(() => loadDefinitions(reason, [])).toThrow('reason')
})

it('names the file and the line of a calendar that it can’t use', () => {
  const file = join(changed('', ''), 'malo.yaml')
  writeFileSync(
    file,
    'calendar: x\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\nclosed: [{ date: ayer, by: x }]\n',
  )
  expect(() => loadDefinitions(entitiesDir, [file])).toThrow(`${file}:4`)
})
