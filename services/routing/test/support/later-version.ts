import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const own = join(import.meta.dirname, '../fixtures/entities')

/** The museum with a later version of its procedure, written by these replacements of words in the first. */
export function withLaterVersion(...changes: readonly [from: string, to: string][]) {
  const entities = mkdtempSync(join(tmpdir(), 'ventanilla-later-version-'))
  cpSync(own, entities, { recursive: true })
  const folder = join(entities, 'museo/procedures')
  const file = join(folder, 'prestamos.yaml')
  const first = readFileSync(file, 'utf8')
  const later = [['version: 1', 'version: 2'] as const, ['2026-01-01', '2026-12-01'] as const, ...changes]
  writeFileSync(file, first.replace('{ from: 2026-01-01 }', '{ from: 2026-01-01, to: 2026-11-30 }'))
  writeFileSync(
    join(folder, 'prestamos-2.yaml'),
    later.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the first version doesn't say «${from}»`)
      return text.replaceAll(from, to)
    }, first),
  )
  return { entities, [Symbol.dispose]: () => rmSync(entities, { recursive: true, force: true }) }
}
