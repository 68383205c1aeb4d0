import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startable } from '../src/docs/startable.ts'
import { root } from '../src/workspace.ts'
import { freePort, startListening } from './listening.ts'

const node = join(root, 'node_modules/.bin/node')

let dir: string
let databases: [name: string, FreshDatabase][]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-alone-'))
  const names = ['intake', 'routing', 'sla_clock', 'notification', 'reporting', 'vault']
  databases = await Promise.all(
    names.map(
      async (name): Promise<[string, FreshDatabase]> => [
        name,
        await freshDatabase({ prefix: `alone_${name}` }),
      ],
    ),
  )
})

afterAll(async () => {
  await Promise.all((databases ?? []).map(([, database]) => database.drop()))
  await rm(dir, { recursive: true, force: true })
})

/** All that has no default; each service takes what it knows. */
function environment(port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: String(port),
    ...Object.fromEntries(databases.map(([name, { url }]) => [`${name.toUpperCase()}_DATABASE_URL`, url])),
    VAULT_MASTER_KEY_FILE: join(dir, 'vault.key'),
    FILES_DIR: join(dir, 'files'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    OIDC_ISSUER: 'http://127.0.0.1:1/oidc',
    OIDC_JWKS_URI: 'http://127.0.0.1:1/oidc/jwks',
  }
}

describe.each(startable())('%s', (main) => {
  it('starts alone, says where it answers, and ends when it is told to', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const service = await startListening([node, main], { cwd: root, env: environment(port), port })
    try {
      expect((await fetch(`${service.address}/livez`)).status).toBe(200)
      expect((await fetch(`${service.address}/openapi.json`)).status).toBe(200)
      expect(service.said()).toContain(service.address)
    } finally {
      expect(await service.end('SIGTERM')).toBe(0)
    }
  })

  it('names what its environment lacks, and ends with 2', async () => {
    const run = promisify(execFile)(node, [main], { cwd: root, env: { PATH: process.env.PATH } })
    await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/DATABASE_URL/) })
  })
})
