import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

it('ends with 2 when nothing says how tracking codes are recognised', () => {
  const env = {
    PATH: process.env.PATH,
    OIDC_ISSUER: 'https://identidad.example.test',
    OIDC_JWKS_URI: 'https://identidad.example.test/jwks',
    REPORTING_DATABASE_URL: 'postgres://127.0.0.1:1/none',
  }
  const { status, stderr } = spawnSync(process.execPath, [main], { env, encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toContain('TRACKING_SECRET')
  expect(stderr).toContain('VAULT_MASTER_KEY_FILE')
})
