import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const services = ['intake', 'routing', 'sla-clock', 'notification', 'reporting'] as const
let folder: string
const databases: FreshDatabase[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-alone-'))
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function environment(): Promise<Record<string, string>> {
  const url = async () => {
    const made = await freshDatabase({ prefix: 'alone' })
    databases.push(made)
    return made.url
  }
  return {
    INTAKE_DATABASE_URL: await url(),
    ROUTING_DATABASE_URL: await url(),
    SLA_CLOCK_DATABASE_URL: await url(),
    NOTIFICATION_DATABASE_URL: await url(),
    REPORTING_DATABASE_URL: await url(),
    VAULT_DATABASE_URL: await url(),
    VAULT_MASTER_KEY_FILE: join(folder, 'vault.key'),
    FILES_DIR: join(folder, 'files'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    OIDC_ISSUER: 'http://127.0.0.1:1/oidc',
    OIDC_JWKS_URI: 'http://127.0.0.1:1/oidc/jwks',
    PORT: '0',
  }
}

function start(service: string, env: Record<string, string>) {
  const main = fileURLToPath(new URL(`../../${service}/src/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const address = () => /"at":"(http[^"]+)"/.exec(stderr)?.[1]
  return { child, ended, address, stderr: () => stderr }
}

describe.each(services)('%s alone', (service) => {
  it('starts on a PostgreSQL given by its environment, answers, and drains', {
    timeout: 60_000,
  }, async () => {
    const one = start(service, await environment())
    await expect.poll(one.address, { timeout: 40_000 }).toBeDefined()
    const base = one.address() ?? ''
    expect((await fetch(`${base}/livez`)).status).toBe(200)
    await expect.poll(async () => (await fetch(`${base}/readyz`)).status, { timeout: 10_000 }).toBe(200)
    expect((await fetch(`${base}/openapi.json`)).status).toBe(200)
    one.child.kill('SIGTERM')
    expect(await one.ended, one.stderr()).toBe(0)
  })

  it('names every variable that is missing, and ends with 2', async () => {
    const one = start(service, {})
    expect(await one.ended).toBe(2)
    expect(one.stderr()).toContain('La configuración no sirve')
  })
})
