import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
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

async function configured() {
  const { folder, own, secrets } = await machine()
  const environment = {
    ...{ PORT: '0', OIDC_ISSUER: 'https://identidad.example.test' },
    OIDC_JWKS_URI: 'https://identidad.example.test/jwks',
    ...{ SLA_CLOCK_DATABASE_URL: own.url, VAULT_DATABASE_URL: secrets.url },
    VAULT_MASTER_KEY_FILE: `${folder}/vault.key`,
  }
  return { own, environment, folder }
}

async function serving({ said }: ReturnType<typeof start>): Promise<string> {
  const address = () => /"at":"(http[^"]+)"/.exec(said())?.[1]
  await expect.poll(address, { timeout: 25_000 }).toBeDefined()
  return address() ?? ''
}

it('starts alone against its databases, serves, and stops when told', async () => {
  const process = start((await configured()).environment)
  const { child, ended, said } = process
  const address = await serving(process)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect((await fetch(`${address}/v1/clocks`)).status).toBe(401)
  expect(said()).toContain('terms are counted under this calendar')
  // At the hour when many terms reach a mark, who waits for another process of the machine doesn't wait for that.
  expect(getPriority(child.pid)).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
  expect(said()).toContain('KAFKA_BROKERS is not set')
  child.kill('SIGTERM')
  expect(await ended()).toBe(0)
})

it('says what is missing from its configuration', async () => {
  const { ended, said } = start({ SLA_CLOCK_DATABASE_URL: 'mysql://nada' })
  expect(await ended()).toBe(2)
  for (const name of ['SLA_CLOCK_DATABASE_URL', 'VAULT_DATABASE_URL', 'VAULT_MASTER_KEY_FILE', 'OIDC_ISSUER'])
    expect(said()).toContain(name)
})

it('refuses a PostgreSQL that may lose what it acknowledged, unless that is asked for; then it shouts', async () => {
  const { own, environment } = await configured()
  await own.database.query(
    `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
  )
  const refused = start(environment)
  expect(await refused.ended()).toBe(2)
  expect(refused.said()).toContain('synchronous_commit = off')
  expect(refused.said()).toContain('ALLOW_UNSAFE_POSTGRES=yes')
  const allowed = start({ ...environment, ALLOW_UNSAFE_POSTGRES: 'yes' })
  const ready = await fetch(`${await serving(allowed)}/readyz`)
  expect(ready.status).toBe(200)
  expect(await ready.json()).toMatchObject({
    checks: expect.arrayContaining([
      { name: 'sla-clock database', status: 'warn', detail: 'synchronous_commit=off' },
    ]),
  })
  expect(allowed.said()).toMatch(/"level":"error".*synchronous_commit = off/)
})

it('starts on no signing keys that others may read: what was signed with them may be anybody’s', async () => {
  const { environment, folder } = await configured()
  const file = `${folder}/keys.json`
  await writeFile(file, '{}', { mode: 0o644 })
  const { ended, said } = start({ ...environment, CERTIFICATE_KEYS_FILE: file })
  expect(await ended()).toBe(2)
  expect(said()).toContain(`Otros usuarios pueden leer ${file}. Corríjalo con: chmod 600`)
})

it('ends by itself when a newer release changes the schema so that it can’t go on', async () => {
  const { own, environment } = await configured()
  const process = start(environment)
  await serving(process)
  const apply = (number: number, breaking: boolean) =>
    own.database.query(
      `insert into ventanilla_migrations (service, number, name, sha256, breaking)
       values ('event-log', $1, 'newer.sql', 'x', $2)`,
      [number, breaking],
    )
  await apply(90, false)
  await apply(91, true)
  expect(await process.ended()).toBe(2)
  expect(process.said()).toContain('La base de datos de «event-log» está en la versión 91')
})
