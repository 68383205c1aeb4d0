import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Database, openDatabase, sqlState } from '@ventanilla/database'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aRecord } from '../src/conformance/harness.ts'
import { ensureRole, openVault, vaultMigrations } from '../src/index.ts'

const ORDER = { actor: 'a', reason: 'r', at: '2026-03-02T15:00:00.000Z' }
const PRIVILEGES = `
select table_name, privilege_type from information_schema.role_table_grants where grantee = $1
union all
select 'connect', has_database_privilege($1, current_database(), 'connect')::text
union all
select 'others', has_database_privilege('pg_monitor', current_database(), 'connect')::text
union all
select 'settings', array_to_string(rolconfig, ',') from pg_roles where rolname = $1
order by 1, 2`

describe('the vault’s own role', () => {
  const masterKey = randomBytes(32)
  let fresh: FreshDatabase
  let database: Database
  let role: string

  beforeEach(async () => {
    fresh = await freshDatabase({ prefix: 'vault', migrations: { service: 'vault', dir: vaultMigrations } })
    database = fresh.database
    role = `vault_${randomBytes(4).toString('hex')}`
  })
  afterEach(async () => {
    // A role belongs to the server, not to the database that goes.
    await database.query(`drop owned by ${role}`)
    await database.query(`drop role ${role}`)
    await fresh.drop()
  })

  const refusal = (sql: string, on: Database) => on.query(sql).then(() => 'done', sqlState)

  test('can do all that a vault does, and sees nothing else', async () => {
    await database.query('create table public.elsewhere (secret text)')
    await ensureRole(database, { role, password: `it's "quoted" \\ %` })
    await ensureRole(database, { role, password: `again's` })
    const url = new URL(fresh.url)
    url.username = role
    url.password = encodeURIComponent(`again's`)
    await using mine = await openDatabase({ url: url.href, max: 2 })
    const own = await openVault({ database: mine, masterKey })
    const [record, envelope] = [aRecord(), randomUUID()]
    await own.put([record, record])
    await own.link(envelope, record.subject)
    expect(await own.get(record.ref)).toEqual(record.value)
    await own.erase(record.subject, ORDER)
    await own.put([aRecord()])
    await own.sweepOrphans({ olderThan: '9999-01-01T00:00:00.000Z', known: async () => new Set() })
    expect((await own.rewrap(randomBytes(32))).version).toBe(2)

    expect(await refusal('select * from public.elsewhere', mine)).toBe('42501')
    expect(await refusal('create table public.mine ()', mine)).toBe('42501')
    expect(await refusal('create table vault.mine ()', mine)).toBe('42501')
    expect(await refusal('delete from vault.keys', mine)).toBe('42501')
    expect(await refusal('update vault.erasures set reason = $$x$$', mine)).toBe('42501')
    expect(await refusal('alter table vault.erasures disable trigger all', mine)).toBe('42501')
  })

  test('is what the README’s SQL makes', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const sql = /```sql\n([\s\S]+?)```/.exec(readme)?.[1] ?? ''
    await database.query(sql.replaceAll('vault_service', role).replaceAll('ventanilla_vault', fresh.name))
    const byHand = await database.query(PRIVILEGES, [role])
    await database.query(`drop owned by ${role}`)
    await database.query(`drop role ${role}`)
    await ensureRole(database, { role, password: 'x' })
    expect(await database.query(PRIVILEGES, [role])).toEqual(byHand)
    expect(byHand).toHaveLength(17)
  })
})
