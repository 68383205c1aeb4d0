import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, log: () => text }
}

const ended = async (child: ChildProcess) =>
  child.exitCode === null ? (await once(child, 'exit'))[0] : child.exitCode

it('starts alone on a PostgreSQL that was never seen, and stops when told', async () => {
  await using own = await freshDatabase({ prefix: 'alone' })
  await using secrets = await freshDatabase({ prefix: 'alone_vault' })
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-intake-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const port = await freePort()
  const { child, log } = start({
    PORT: String(port),
    OIDC_ISSUER: 'https://identidad.example.test',
    OIDC_JWKS_URI: 'https://identidad.example.test/jwks',
    INTAKE_DATABASE_URL: own.url,
    VAULT_DATABASE_URL: secrets.url,
    VAULT_MASTER_KEY_FILE: join(dir, 'vault.key'),
    FILES_DIR: join(dir, 'files'),
  })
  await expect.poll(log, { timeout: 20_000, interval: 100 }).toContain('KAFKA_BROKERS is not set')
  const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  expect((await at('/readyz')).status).toBe(200)
  expect((await at('/v1/public/forms/icetex/pqrsd')).status).toBe(200)
  expect((await at('/v1/filings')).status).toBe(401)
  const document = (await (await at('/openapi.json')).json()) as { paths: object }
  expect(Object.keys(document.paths)).toContain('/v1/filings')
  expect((await stat(join(dir, 'vault.key'))).mode & 0o777).toBe(0o600)
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
})

it('says everything that is missing from its configuration', async () => {
  const { child, log } = start({ INTAKE_DATABASE_URL: 'mysql://nada' })
  expect(await ended(child)).toBe(2)
  for (const name of ['INTAKE_DATABASE_URL', 'VAULT_DATABASE_URL', 'FILES_DIR', 'OIDC_ISSUER'])
    expect(log()).toContain(name)
})
