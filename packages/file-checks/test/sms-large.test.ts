import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bounds } from '../src/bounds.ts'
import { checkHere } from '../src/check-here.ts'
import { bookOfList } from './support/book.ts'
import { aList } from './support/list.ts'
import { parameters } from './support/parameters.ts'

const ROWS = 100_000

/** 37 bad rows, far from one another, of every kind that a row can be bad in. */
function thirtySeven(): Map<number, [line: string, code: string]> {
  const kinds: [line: (row: number) => string, code: string][] = [
    [() => 'Ana,Paz,,Hola', 'sms-cedula-empty'],
    [(row) => `Ana,Paz,${row}-X,Hola`, 'sms-cedula-invalid'],
    [(row) => `Ana,Paz,${row},`, 'sms-message-empty'],
    [(row) => `Ana,Paz,${row},${'x'.repeat(161)}`, 'sms-message-too-long'],
    [(row) => `Ana,Paz,${row},Atención`, 'sms-message-accents'],
    [(row) => `Ana,Paz,${row},a,b`, 'sms-row-cells'],
    [(row) => `Ana,Paz,${row},"abierta`, 'sms-row-quote'],
    // What row 1 says.
    [() => 'Nombre1,Apellido 1,1000000001,Su cuota 1 vence pronto', 'sms-row-duplicate'],
  ]
  return new Map(
    Array.from({ length: 37 }, (_, index) => {
      const row = 11 + index * 2701
      const [line, code] = kinds[index % kinds.length] as (typeof kinds)[number]
      return [row, [line(row), code]]
    }),
  )
}

test('a list of 100 000 rows with 37 bad ones is told of those 37', async () => {
  const bad = thirtySeven()
  const lines = new Map([...bad].map(([row, [line]]) => [row, line]))
  const report = await checkHere(aList(ROWS, lines), { kind: 'sms', parameters: parameters() }, bounds)
  const errors = report.findings.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ code, at }) => [at?.line, code])).toEqual(
    [...bad].map(([row, [, code]]) => [row + 1, code]),
  )
  expect(errors).toHaveLength(37)
  expect([report.ok, report.facts.rows, report.omitted]).toEqual([false, ROWS, 0])
})

test('what a list is told is listed so far and counted to the end', async () => {
  const lines = new Map(Array.from({ length: 2500 }, (_, index) => [index + 1, `A,B,,Hola ${index}`]))
  const report = await checkHere(aList(3000, lines), { kind: 'sms', parameters: parameters() }, bounds)
  expect(report.counts).toEqual({ 'sms-phone-column-absent': 1, 'sms-cedula-empty': 2500 })
  expect([report.findings.length, report.omitted]).toEqual([1001, 1500])
})

test('rows beyond those that are ever read are told once', async () => {
  const report = await checkHere(
    aList(30),
    { kind: 'sms', parameters: parameters() },
    { ...bounds, rows: 20 },
  )
  expect(report.findings.at(-1)).toMatchObject({ code: 'sms-rows-too-many', limit: 20, at: { line: 22 } })
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-lists-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Peak memory, in MiB, of a process that checks a list of so many rows. */
async function peak(form: 'csv' | 'xlsx', rows: number): Promise<number> {
  const path = join(folder, `${rows}.${form}`)
  await writeFile(path, form === 'csv' ? aList(rows) : bookOfList(rows))
  const script = fileURLToPath(new URL('./support/peak.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, path, String(rows)], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  return Number(stdout)
}

test.each(['csv', 'xlsx'] as const)(
  'ten times the rows of a list in %s take hardly more memory',
  async (form) => {
    const [few, many] = [await peak(form, 10_000), await peak(form, 100_000)]
    // Held whole, 90 000 more rows are 60 MiB and more; the rest is when the collector last ran.
    expect(many - few).toBeLessThan(48)
  },
)
