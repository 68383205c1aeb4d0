import { expect, it } from 'vitest'
import { resultRows } from '../src/cli/print-migration.ts'

it.each([
  [0, 'Pasaron 0 casos.\n'],
  [1, 'Pasó 1 caso.\n'],
  [2, 'Pasaron 2 casos.\n'],
])('says that %i cases were migrated', (moved, said) => {
  expect(resultRows({ moved, failed: [] })).toBe(said)
})
