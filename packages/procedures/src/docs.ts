import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedFiles, pageFile } from './docs/generated.ts'
import { entitiesDir } from './entities-dir.ts'
import { loadEntity } from './load-entity.ts'

/**
 * Writes what is made from the definitions: the tables of docs/reference/procedures.md, the diagrams beside it, the
 * JSON Schemas. With --check it only says what differs.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const readText = (file: string) =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''

const files = await generatedFiles(readText(pageFile), loadEntity(join(entitiesDir, 'icetex')))
const stale = [...files].filter(([file, text]) => readText(file) !== text)

if (stale.length === 0) {
  process.stdout.write(`${pageFile}, sus diagramas y los esquemas están al día\n`)
} else if (process.argv.includes('--check')) {
  process.stderr.write(
    `${stale.map(([file]) => file).join(', ')}: no dice lo mismo que las definiciones; se escribe de nuevo con\n` +
      '  pnpm exec node packages/procedures/src/docs.ts\n',
  )
  process.exitCode = 1
} else {
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
    process.stdout.write(`${file} se escribió de nuevo\n`)
  }
}
