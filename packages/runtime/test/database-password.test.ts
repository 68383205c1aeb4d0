import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { withDatabasePassword } from '../src/database-password.ts'

async function passwordFile(content: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-password-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await writeFile(join(dir, 'password'), content)
  return join(dir, 'password')
}

it('puts the password of a file into the addresses that have none', async () => {
  const given = {
    DATABASE_PASSWORD_FILE: await passwordFile('s3cr:to/@ñ\n'),
    INTAKE_DATABASE_URL: 'postgres://ventanilla@db:5432/intake?application_name=x',
    VAULT_DATABASE_URL: 'postgres://boveda:propia@db/vault',
    ROUTING_DATABASE_URL: 'not an address',
    INTAKE_URL: 'http://intake:8081',
    ABSENT_DATABASE_URL: undefined,
  }
  const found = withDatabasePassword(given)
  const url = new URL(found.INTAKE_DATABASE_URL ?? '')
  expect(decodeURIComponent(url.password)).toBe('s3cr:to/@ñ')
  expect(url.href.replace(`:${url.password}`, '')).toBe(given.INTAKE_DATABASE_URL)
  expect({ ...found, INTAKE_DATABASE_URL: given.INTAKE_DATABASE_URL }).toEqual(given)
})

it('changes nothing without a file', () => {
  const given = { INTAKE_DATABASE_URL: 'postgres://ventanilla@db/intake', DATABASE_PASSWORD_FILE: '' }
  expect(withDatabasePassword(given)).toBe(given)
})

it('names the variable whose file is not there', () => {
  expect(() => withDatabasePassword({ DATABASE_PASSWORD_FILE: '/nowhere/password' })).toThrow(
    /DATABASE_PASSWORD_FILE: no se puede leer el archivo \(ENOENT\)/,
  )
})
