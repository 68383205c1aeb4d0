import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ConfigError, createLogger, openSharing, readConfig, sharingConfig } from '../src/index.ts'

const logger = createLogger({ level: 'silent' })
/** Where nobody listens. */
const REDIS_URL = 'redis://127.0.0.1:1'

async function open(environment: Record<string, string>) {
  const sharing = await openSharing(readConfig(sharingConfig, environment), { namespace: 'prueba', logger })
  onTestFinished(() => sharing.shared[Symbol.asyncDispose]())
  return sharing
}

it('without an address a process has its own memory, and nothing to show', async () => {
  const { shared, rateLimits } = await open({})
  expect(shared.checks).toEqual([])
  expect(rateLimits).toEqual({ counter: shared.counter })
})

it('an address needs something to hash the addresses of clients under', async () => {
  await expect(open({ REDIS_URL })).rejects.toThrow(ConfigError)
  await expect(open({ REDIS_URL })).rejects.toThrow('REDIS_SECRET: falta; o VAULT_MASTER_KEY_FILE')
  expect(() => readConfig(sharingConfig, { REDIS_URL: 'http://localhost' })).toThrow('REDIS_URL')
})

it('which is given, or derived from the master key, the same for all who have it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-sharing-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const given = await open({ REDIS_URL, REDIS_SECRET: 'x'.repeat(32) })
  expect(given.rateLimits.secret).toEqual(Buffer.from('x'.repeat(32)))
  const environment = { REDIS_URL, VAULT_MASTER_KEY_FILE: join(dir, 'vault.key') }
  const derived = [await open(environment), await open(environment)]
  expect(derived[0]?.rateLimits.secret).toHaveLength(32)
  expect(derived[1]?.rateLimits.secret).toEqual(derived[0]?.rateLimits.secret)
})

it('a Redis that is not there is shown, and what it would do is done without', async () => {
  const { shared } = await open({ REDIS_URL, REDIS_SECRET: 'x'.repeat(32) })
  expect(shared.checks.map(({ optional, probe }) => [optional, probe()])).toEqual([[true, false]])
  expect(await shared.counter.hit('x', 60_000)).toMatchObject({ count: 1 })
})
