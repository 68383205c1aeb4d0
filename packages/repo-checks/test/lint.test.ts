import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../src/workspace.ts'

/** One file for each name that a room may not import; `biome check .` holds the real ones to the same rules. */
const refused: [path: string, specifier: string][] = [
  ['services/x/src/domain/a.ts', 'zod'],
  ['services/x/src/domain/b.ts', 'node:crypto'],
  ['services/x/src/domain/c.ts', '@ventanilla/event-log'],
  ['services/x/src/domain/d.ts', '@ventanilla/service-y/compose'],
  ['services/x/src/domain/deep/e.ts', '@ventanilla/decider/testing'],
  ['services/x/src/commands/a.ts', 'pg'],
  ['services/x/src/commands/b.ts', 'pg/lib/client.js'],
  ['services/x/src/compose.ts', '@ventanilla/service-y/compose'],
  ['services/x/src/http.ts', 'kafkajs'],
  ['services/x/src/adapters/a.ts', 'kafkajs'],
  ['services/x/src/adapters/b.ts', '@ventanilla/service-y'],
  ['services/ventanilla/src/a.ts', '@ventanilla/service-y'],
  ['services/ventanilla/src/b.ts', '@ventanilla/service-y/domain'],
  ['services/ventanilla/src/c.ts', 'pg'],
  ['packages/calendar/src/a.ts', 'pg'],
  ['packages/bus/src/direct.ts', 'kafkajs'],
  ['packages/bus/src/kafka/a.ts', 'pg'],
  ['packages/database/src/a.ts', '@ventanilla/service-y/compose'],
  ['packages/database/src/b.ts', '@ventanilla/ventanilla'],
]
const allowed: [path: string, specifier: string][] = [
  ['services/x/src/domain/ok-a.ts', '@ventanilla/decider'],
  ['services/x/src/domain/ok-b.ts', '@ventanilla/calendar'],
  ['services/x/src/domain/ok-c.ts', '@ventanilla/terms'],
  ['services/x/src/domain/ok-d.ts', '@ventanilla/procedures'],
  ['services/x/src/domain/deep/ok-e.ts', '../other.ts'],
  ['services/x/src/adapters/ok.ts', 'pg'],
  ['services/ventanilla/src/ok.ts', '@ventanilla/service-y/compose'],
  ['packages/database/src/ok.ts', 'pg'],
  ['packages/bus/src/kafka/ok.ts', 'kafkajs'],
]

let dir: string
let found: Map<string, string>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-lint-'))
  for (const name of ['biome.json', '.gitignore']) await copyFile(join(root, name), join(dir, name))
  for (const [path, specifier] of [...refused, ...allowed])
    await plant(path, `import { one } from '${specifier}'\n\nexport const two = one\n`)
  await plant('packages/calendar/test/skipped.test.ts', "it.skip('counts', () => {})\n")
  await plant('packages/calendar/test/focused.test.ts', "it.only('counts', () => {})\n")
  found = await lint()
})

afterAll(() => rm(dir, { recursive: true, force: true }))

describe('the linter', () => {
  it.each(refused)('refuses in %s: %s', (path) => {
    expect(found.get(path)).toBe('lint/style/noRestrictedImports')
  })

  it.each(allowed)('allows in %s: %s', (path) => {
    expect(found.get(path)).toBeUndefined()
  })

  it('refuses a test that is skipped, or runs alone', () => {
    expect(found.get('packages/calendar/test/skipped.test.ts')).toBe('lint/suspicious/noSkippedTests')
    expect(found.get('packages/calendar/test/focused.test.ts')).toBe('lint/suspicious/noFocusedTests')
  })
})

async function plant(path: string, code: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true })
  await writeFile(join(dir, path), code)
}

interface Report {
  diagnostics: { category: string; location: { path: string } }[]
}

/** The rule that each file breaks. */
function lint(): Promise<Map<string, string>> {
  const biome = join(root, 'node_modules/.bin/biome')
  const rules = ['style/noRestrictedImports', 'suspicious/noSkippedTests', 'suspicious/noFocusedTests']
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', ...rules.map((rule) => `--only=${rule}`)]
  return new Promise((resolve, reject) => {
    execFile(biome, [...args, '.'], { cwd: dir, maxBuffer: 1e8 }, (_, stdout, stderr) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as Report
        resolve(new Map(diagnostics.map(({ category, location }) => [location.path, category])))
      } catch {
        reject(new Error(stdout + stderr))
      }
    })
  })
}
