import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { baseErrors } from './base-errors.ts'
import { mergeCatalogs } from './error-catalog.ts'
import { compareErrorDocs, type OwnedCatalogs, writeErrorDocs } from './error-docs.ts'
import { catalogModule } from './error-module.ts'

/**
 * Writes docs/reference/errors.md from the catalogs, or with `--check` tells what differs.
 *
 *   node packages/http-kit/src/errors-doc.ts [--check] [--root DIR]
 *
 * Exit 0 written or in agreement, 1 in disagreement.
 */
export async function main(args: string[], print: (line: string) => void = console.log): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
  })
  const root = resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), '../../..'))
  const file = join(root, 'docs/reference/errors.md')
  const catalogs = await collectCatalogs(root)
  const markdown = readFileSync(file, 'utf8')
  if (!values.check) {
    writeFileSync(file, writeErrorDocs(markdown, catalogs))
    print(`${relative(root, file)}: ${Object.keys(catalogs).join(', ')}`)
    return 0
  }
  const differences = compareErrorDocs(markdown, catalogs)
  for (const difference of differences) print(difference)
  if (differences.length > 0) print('run: node packages/http-kit/src/errors-doc.ts')
  return differences.length === 0 ? 0 : 1
}

/**
 * The kit's catalog as 'base', and `errors` of every services/<owner>/src/errors.ts, and of every
 * packages/runtime/src/<owner>/errors.ts: what services have in common.
 * @throws Error when a module exports no catalog or two share a code
 */
export async function collectCatalogs(root: string): Promise<OwnedCatalogs> {
  const catalogs: Record<string, OwnedCatalogs[string]> = { base: baseErrors }
  const common = globSync('packages/runtime/src/*/errors.ts', { cwd: root }).sort()
  const services = globSync('services/*/src/errors.ts', { cwd: root }).sort()
  for (const path of [...common, ...services]) {
    const owner = basename(dirname(path.replace('/src/errors.ts', '/errors.ts')))
    const module: unknown = await import(pathToFileURL(join(root, path)).href)
    catalogs[owner] = catalogModule(module, path)
  }
  mergeCatalogs(Object.values(catalogs))
  return catalogs
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
