import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageRegions } from '../src/docs/page.ts'
import { fillRegions } from '../src/docs/regions.ts'
import { entitiesDir, loadEntity } from '../src/index.ts'

const page = readFileSync(new URL('../../../docs/reference/procedures.md', import.meta.url), 'utf8')

test('the reference says what the definitions say (pnpm exec node packages/procedures/src/docs.ts)', () => {
  expect(page).toBe(fillRegions(page, pageRegions(loadEntity(`${entitiesDir}/icetex`))))
})

test('a region without its place in the page is a mistake, not a silence', () => {
  expect(() => fillRegions(page, new Map([['nada', '']]))).toThrow('nada')
})
