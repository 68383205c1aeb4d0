import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { main } from '../src/errors-doc.ts'
import { baseErrors, compareErrorDocs, errorDocs, writeErrorDocs } from '../src/index.ts'

const catalogs = {
  base: { 'not-found': { status: 404, title: 'No existe', when: 'A | B' } },
  intake: { 'entity-unknown': { status: 422, title: 'No se conoce la entidad', retry: true } },
}
const document = writeErrorDocs('# Errors\n\nProse.\n', catalogs)

it('a written document agrees with its catalogs and keeps its prose', () => {
  expect(document).toBe(`# Errors\n\nProse.\n\n${errorDocs(catalogs)}\n`)
  expect(compareErrorDocs(document, catalogs)).toEqual([])
  expect(writeErrorDocs(document, catalogs)).toBe(document)
})

it('a code that only the catalog has is told, and so is one that only the document has', () => {
  const more = { ...catalogs, intake: { ...catalogs.intake, 'too-old': { status: 422, title: 'Viejo' } } }
  expect(compareErrorDocs(document, more)).toEqual([
    "intake: 'too-old' is in the catalog and not in the document",
  ])
  const written = writeErrorDocs(document, more)
  expect(compareErrorDocs(written, catalogs)).toEqual([
    "intake: 'too-old' is in the document and in no catalog",
  ])
})

it('a changed status, title or repetition is told', () => {
  const changed = { ...catalogs, base: { 'not-found': { status: 410, title: 'No existe', when: 'A | B' } } }
  expect(compareErrorDocs(document, changed)).toEqual(["base: 'not-found' is documented differently"])
})

it('owners come and go', () => {
  const { base } = catalogs
  expect(compareErrorDocs(document, { base })).toEqual([
    "the document has a section 'intake' that no catalog owns",
  ])
  expect(compareErrorDocs(writeErrorDocs(document, { base }), { base })).toEqual([])
  const routing = { 'case-closed': { status: 409, title: 'Cerrado' } }
  expect(compareErrorDocs(document, { ...catalogs, routing })).toEqual([
    "the document has no section 'routing'",
  ])
})

function checkout() {
  const root = mkdtempSync(join(tmpdir(), 'errors-doc-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'docs/reference'), { recursive: true })
  mkdirSync(join(root, 'services/intake/src'), { recursive: true })
  writeFileSync(join(root, 'docs/reference/errors.md'), '# Errors\n')
  const write = (text: string) => writeFileSync(join(root, 'services/intake/src/errors.ts'), text)
  return { root, write }
}

it('the command collects every service’s catalog, writes, and checks', async () => {
  const { root, write } = checkout()
  write("export const errors = { 'entity-unknown': { status: 422, title: 'x' } }")
  const said: string[] = []
  const run = (...args: string[]) => main(['--root', root, ...args], (line) => said.push(line))
  expect(await run('--check')).toBe(1)
  expect(said).toContain("the document has no section 'intake'")
  expect(await run()).toBe(0)
  expect(await run('--check')).toBe(0)
  expect(readFileSync(join(root, 'docs/reference/errors.md'), 'utf8')).toContain('`entity-unknown`')
})

it.each([
  ['no catalog', 'export const fehler = {}', /exports no error catalog/],
  ['one of another shape', "export const errors = { a: { status: '400' } }", /exports no error catalog/],
  ['a base code', "export const errors = { 'not-found': { status: 404, title: 'x' } }", /two catalogs/],
])('the command refuses a service that exports %s', async (_what, text, message) => {
  const { root, write } = checkout()
  write(text)
  await expect(main(['--root', root, '--check'], () => {})).rejects.toThrow(message)
})

it('docs/reference/errors.md says what the catalogs of this repository say', async () => {
  const said: string[] = []
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  expect({ exit: await main(['--check', '--root', root], (line) => said.push(line)), said }).toEqual({
    exit: 0,
    said: [],
  })
})

it('every base code is provoked by a test of this package', () => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const names = globSync('*.test.ts', { cwd: here }).filter((name) => name !== 'error-docs.test.ts')
  const files = names.map((name) => readFileSync(join(here, name), 'utf8'))
  const unprovoked = Object.keys(baseErrors).filter((code) => !files.some((text) => text.includes(code)))
  expect(unprovoked).toEqual([])
})
