import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { machine } from './support/service-world.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = async () => (child.exitCode === null ? (await once(child, 'exit'))[0] : child.exitCode)
  return { child, ended, said: () => said }
}

it('starts alone against its databases, serves, and stops when told', async () => {
  const { folder, own, secrets } = await machine()
  const { child, ended, said } = start({
    ...{ PORT: '0', OIDC_ISSUER: 'https://identidad.example.test' },
    OIDC_JWKS_URI: 'https://identidad.example.test/jwks',
    ...{ SLA_CLOCK_DATABASE_URL: own.url, VAULT_DATABASE_URL: secrets.url },
    VAULT_MASTER_KEY_FILE: `${folder}/vault.key`,
  })
  const address = () => /"at":"(http[^"]+)"/.exec(said())?.[1]
  await expect.poll(address, { timeout: 25_000 }).toBeDefined()
  expect((await fetch(`${address()}/readyz`)).status).toBe(200)
  expect((await fetch(`${address()}/v1/clocks`)).status).toBe(401)
  expect(said()).toContain('terms are counted under this calendar')
  expect(said()).toContain('no bus is configured')
  child.kill('SIGTERM')
  expect(await ended()).toBe(0)
})

it('says what is missing from its configuration', async () => {
  const { ended, said } = start({ SLA_CLOCK_DATABASE_URL: 'mysql://nada' })
  expect(await ended()).toBe(2)
  for (const name of ['SLA_CLOCK_DATABASE_URL', 'VAULT_DATABASE_URL', 'VAULT_MASTER_KEY_FILE', 'OIDC_ISSUER'])
    expect(said()).toContain(name)
})
