import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testPostgres } from '../src/test-postgres.ts'
import { inAnotherProcess } from './in-another-process.ts'

it('is one server for all the processes of a run', async () => {
  const here = (await testPostgres()).url('postgres')
  const others = await Promise.all([inAnotherProcess('postgres'), inAnotherProcess('postgres')])
  expect(others.map(({ url }) => url)).toEqual([here, here])
})

it('is the one whose address is given, and says once which it is', async () => {
  const here = (await testPostgres()).url('postgres')
  const { url, said } = await inAnotherProcess('postgres', { VENTANILLA_TEST_POSTGRES: here })
  expect(url).toBe(here)
  expect(said.match(/tests use/g)).toHaveLength(1)
  expect(said).toContain('VENTANILLA_TEST_POSTGRES')
  expect(said).not.toContain(new URL(here).password)
})

it('is made anew when the kept one is of another version', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ventanilla-testing-')))
  await chmod(folder, 0o755)
  const alone = { TMPDIR: folder, VENTANILLA_TEST_POSTGRES: '', VENTANILLA_TEST_DOCKER: 'off' }
  const server = join(folder, `ventanilla-test-postgres-${process.getuid?.()}`, 'server')
  const first = await inAnotherProcess('postgres', alone)
  await endServer(server)
  await writeFile(join(server, 'data', 'PG_VERSION'), '16\n')
  const second = await inAnotherProcess('postgres', alone)
  expect(second.said).toMatch(/made anew: .*PostgreSQL 16/)
  expect(new URL(second.url).password).not.toBe(new URL(first.url).password)
  await endServer(server)
  await rm(folder, { recursive: true })
})

async function endServer(server: string): Promise<void> {
  const pid = Number.parseInt(await readFile(join(server, 'data', 'postmaster.pid'), 'utf8'), 10)
  process.kill(pid, 'SIGINT') // PostgreSQL's fast shutdown
  await expect.poll(() => readFile(join(server, 'data', 'postmaster.pid')).catch(() => 'gone')).toBe('gone')
}
