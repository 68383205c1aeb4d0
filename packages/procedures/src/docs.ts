import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageRegions } from './docs/page.ts'
import { fillRegions } from './docs/regions.ts'
import { entitiesDir } from './entities-dir.ts'
import { loadEntity } from './load-entity.ts'

/** Writes the tables of docs/reference/procedures.md from the definitions; with --check it only says if they differ. */
const page = fileURLToPath(new URL('../../../docs/reference/procedures.md', import.meta.url))

const before = readFileSync(page, 'utf8')
const after = fillRegions(before, pageRegions(loadEntity(join(entitiesDir, 'icetex'))))

if (before === after) {
  process.stdout.write('docs/reference/procedures.md está al día\n')
} else if (process.argv.includes('--check')) {
  process.stderr.write(
    'docs/reference/procedures.md no dice lo mismo que las definiciones; se escribe de nuevo con\n' +
      '  pnpm exec node packages/procedures/src/docs.ts\n',
  )
  process.exitCode = 1
} else {
  writeFileSync(page, after)
  process.stdout.write('docs/reference/procedures.md se escribió de nuevo\n')
}
