import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testPostgres } from '@ventanilla/testing'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Servers that were started with something in that folder; they are in sessions of their own. */
const serversIn = (folder: string): string[] =>
  execFileSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' })
    .split('\n')
    .filter((args) => args.includes(folder) && !args.includes('/src/main.ts'))

it.each([
  ['bench', 'kafka-latency', 1],
  ['chaos', 'witness', 2],
  ['chaos', 'kills', 2],
])(
  '%s that is broken off leaves none of its servers running',
  { timeout: 90_000 },
  async (name, only, servers) => {
    const folder = await mkdtemp(join(tmpdir(), 'ventanilla-broken-off-'))
    await chmod(folder, 0o755) // as root, PostgreSQL runs as somebody else
    const postgres = (await testPostgres()).url('postgres')
    const program = join(root, 'infra', name, 'src/main.ts')
    const child = spawn(process.execPath, [program, '--only', only, '--data', folder], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder, VENTANILLA_TEST_POSTGRES: postgres },
      stdio: 'ignore',
    })
    try {
      await expect.poll(() => serversIn(folder).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(servers)
      child.kill('SIGINT')
      expect(await once(child, 'exit')).toEqual([130, null])
      expect(serversIn(folder)).toEqual([])
      if (name === 'bench') expect((await readdir(folder)).filter((one) => one.includes('-own-'))).toEqual([])
    } finally {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
)
