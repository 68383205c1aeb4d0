import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { asyncApi } from './asyncapi.ts'

const HEAD = '# Made from the schemas by: node packages/contracts/src/asyncapi-doc.ts\n'

/**
 * Writes docs/reference/asyncapi.yaml from the schemas of the public events, or with `--check` tells that it differs.
 *
 *   node packages/contracts/src/asyncapi-doc.ts [--check] [--root DIR]
 *
 * Exit 0 written or in agreement, 1 in disagreement.
 */
export function main(args: string[], print: (line: string) => void = console.log): number {
  const { values } = parseArgs({
    args,
    options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
  })
  const root = resolve(values.root ?? join(import.meta.dirname, '../../..'))
  const file = join(root, 'docs/reference/asyncapi.yaml')
  const text = HEAD + stringify(asyncApi(), { aliasDuplicateObjects: false, lineWidth: 0 })
  if (!values.check) {
    writeFileSync(file, text)
    print(relative(root, file))
    return 0
  }
  if (readFileSync(file, 'utf8') === text) return 0
  print(`${relative(root, file)} differs from the schemas: node packages/contracts/src/asyncapi-doc.ts`)
  return 1
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
