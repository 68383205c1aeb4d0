import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { testPostgres } from '../src/test-postgres.ts'

async function inAnotherProcess(given?: string): Promise<{ url: string; said: string }> {
  const env = { ...process.env, ...(given !== undefined && { VENTANILLA_TEST_POSTGRES: given }) }
  const child = fork(new URL('tell.ts', import.meta.url), { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [[url]] = await Promise.all([once(child, 'message'), once(child, 'close')])
  return { url: String(url), said }
}

it('is one server for all the processes of a run', async () => {
  const here = (await testPostgres()).url('postgres')
  const others = await Promise.all([inAnotherProcess(), inAnotherProcess()])
  expect(others.map(({ url }) => url)).toEqual([here, here])
})

it('is the one whose address is given, and says once which it is', async () => {
  const here = (await testPostgres()).url('postgres')
  const { url, said } = await inAnotherProcess(here)
  expect(url).toBe(here)
  expect(said.match(/tests use/g)).toHaveLength(1)
  expect(said).toContain('VENTANILLA_TEST_POSTGRES')
  expect(said).not.toContain(new URL(here).password)
})
