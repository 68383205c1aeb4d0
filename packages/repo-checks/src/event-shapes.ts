import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { versionOf } from '@ventanilla/decider'
import { checkStored, collectStored, shapesFile, storedName } from './events/stored.ts'

/**
 * Compares what services write into their logs with what was written down when each version began.
 *
 *   node packages/repo-checks/src/event-shapes.ts [--write]
 *
 * `--write` adds what is new. It changes nothing that is there: a shape that has changed is a new version.
 */
const root = resolve(import.meta.dirname, '../../..')
let violations = 0
for (const service of await collectStored(root)) {
  const { dir, today, stored, versions } = service
  if (process.argv.includes('--write')) {
    const added = [...today].map(([type, shape]) => [storedName(type, versionOf(versions, type)), shape])
    const all = Object.entries({ ...Object.fromEntries(added), ...stored }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    )
    if (all.length > Object.keys(stored).length) write(join(root, dir, shapesFile), Object.fromEntries(all))
    Object.assign(service, { stored: Object.fromEntries(all) })
  }
  for (const { path, detail } of checkStored(service)) {
    violations += 1
    console.log(`${path} ${detail}`)
  }
}
process.exitCode = violations === 0 ? 0 : 1

/** In the form that the lint asks of every file. */
function write(file: string, shapes: object): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(shapes, null, 2)}\n`)
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', file], { stdio: 'ignore' })
}
