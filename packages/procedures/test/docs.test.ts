import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { diagramsFolder, generatedFiles, pageFile, schemasFolder } from '../src/docs/generated.ts'
import { fillRegions } from '../src/docs/regions.ts'
import { entitiesDir, loadEntity } from '../src/index.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const textOf = (file: string) =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined

test('page, diagrams and schemas say what the definitions say (pnpm exec node packages/procedures/src/docs.ts)', async () => {
  const files = await generatedFiles(textOf(pageFile) ?? '', loadEntity(`${entitiesDir}/icetex`))
  for (const [file, text] of files) expect([file, textOf(file) === text]).toEqual([file, true])
  // Nothing is left of what was made once.
  const lying = [diagramsFolder, schemasFolder].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  )
  expect([...files.keys()].filter((file) => file !== pageFile).sort()).toEqual(lying.sort())
})

test('a region without its place in the page is a mistake, not a silence', () => {
  expect(() => fillRegions('', new Map([['nada', '']]))).toThrow('nada')
  const page = fillRegions('A\n\n---\n\nB\n', new Map([['nueva', '| 1 |']]))
  expect(page).toBe('A\n\n<!-- begin:nueva -->\n\n| 1 |\n\n<!-- end:nueva -->\n\n---\n\nB\n')
  expect(fillRegions(page, new Map([['nueva', '| 1 |']]))).toBe(page)
})
