import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startVerb } from './run-verb.ts'

const CASE = '0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e44'
const env = { VENTANILLA_TOKEN: 'x' }
const archive = (...more: string[]) =>
  startVerb(['archive', CASE, '--url', 'http://127.0.0.1:1', ...more], env).ended

it('what is no folder is complained of before anything is read', async () => {
  const file = fileURLToPath(import.meta.url)
  const { code, stderr } = await archive('--out', file, '--json')
  expect(code).toBe(2)
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'out-unusable', field: 'out' } })
})

it('a refusal has its code at its end, as the page has them', async () => {
  expect(await archive()).toMatchObject({
    ...{ code: 3, stdout: '' },
    stderr: 'Error: en http://127.0.0.1:1 no responde Ventanilla (unreachable)\n',
  })
})
