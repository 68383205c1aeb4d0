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

it('starts with no definition whose words the public events could not carry', () => {
  const outcome = changed(/\bparcial\b(?!m)/g, 'a-medias')
  expect(() => loadDefinitions(outcome, [])).toThrow(
    'icetex/pqrsd@1: no public event can carry the outcome «a-medias»',
  )
  const level = changed(/level: 3/g, 'level: 4')
  expect(() => loadDefinitions(level, [])).toThrow('no public event can carry level 4')
  const reason = changed('reason: Respuesta de fondo', `reason: ${'larga '.repeat(30)}`)
  expect(() => loadDefinitions(reason, [])).toThrow('too long for a public event')
})

it('names the file and the line of a calendar that it can’t use', () => {
  const file = join(changed('', ''), 'malo.yaml')
  writeFileSync(
    file,
    'calendar: x\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\nclosed: [{ date: ayer, by: x }]\n',
  )
  expect(() => loadDefinitions(entitiesDir, [file])).toThrow(`${file}:4`)
})
