import { randomBytes, randomUUID } from 'node:crypto'
import { type Database, sqlState } from '@ventanilla/database'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aRecord, SECRET } from '../src/conformance/harness.ts'
import { openVault, type Vault, vaultMigrations } from '../src/index.ts'

const ORDER = { actor: 'a', reason: 'r', at: '2026-03-02T15:00:00.000Z' }

describe('the vault in PostgreSQL', () => {
  const masterKey = randomBytes(32)
  let fresh: FreshDatabase
  let database: Database
  let vault: Vault
  let statements = 0

  beforeEach(async () => {
    fresh = await freshDatabase({ prefix: 'vault', migrations: { service: 'vault', dir: vaultMigrations } })
    database = fresh.database
    const counted: Database = {
      ...database,
      query(sql, params) {
        statements += 1
        return database.query(sql, params)
      },
    }
    vault = await openVault({ database: counted, masterKey })
    statements = 0
  })
  afterEach(() => fresh.drop())

  const refusal = (sql: string) => database.query(sql).then(() => 'done', sqlState)

  test('what is new goes in one statement, whatever its size; a known person needs one more', async () => {
    const person = randomUUID()
    await vault.put([aRecord(), aRecord(), aRecord({ subject: person })])
    expect(statements).toBe(1)
    await vault.put([aRecord({ subject: person })])
    expect(statements).toBe(3)
    await Promise.all([
      vault.seal(person, Buffer.from('x')),
      vault.link(randomUUID(), person),
      vault.put([aRecord()]),
    ])
    expect(statements).toBe(4)
  })

  test('puts that come while one is on its way share the next statement', async () => {
    const first = vault.put([aRecord()])
    await new Promise((resolve) => setImmediate(resolve))
    await Promise.all([first, ...Array.from({ length: 100 }, () => vault.put([aRecord()]))])
    expect(statements).toBe(2)
  })

  test('nothing that is written reads a table whole, also by a plan that was made while it was empty', async () => {
    const person = randomUUID()
    for (let nth = 0; nth < 12; nth++) {
      await vault.put([aRecord({ subject: person }), aRecord()])
      await vault.link(randomUUID(), person)
    }
    await Promise.all(Array.from({ length: 300 }, () => vault.put([aRecord()])))
    // Only what this connection did is told by then, and it alone has written.
    await database.transaction(async (tx) => {
      await tx.query('select pg_stat_force_next_flush()')
    })
    const scans = await database.query<{ whole: number; indexed: boolean }>(
      `select sum(seq_scan)::int as whole, bool_and(idx_scan > 0) as indexed
       from pg_stat_user_tables where schemaname = 'vault' and relname in ('keys', 'records', 'links')`,
    )
    expect(scans).toEqual([{ whole: 0, indexed: true }])
  })

  test('two processes that write the same subjects in any order never wait for ever', async () => {
    const other = await openVault({ database, masterKey })
    const subjects = Array.from({ length: 30 }, () => randomUUID())
    const shuffled = () => subjects.toSorted(() => Math.random() - 0.5)
    const work = Array.from({ length: 30 }, (_, at) => {
      const records = shuffled().map((subject) => aRecord({ subject, value: at }))
      return (at % 2 ? vault : other).put(records).then(() => records)
    })
    const refs = (await Promise.all(work)).flat().map(({ ref }) => ref)
    expect((await vault.getMany(refs)).size).toBe(900)
  })

  test('a rotation that was cut short is finished by the next', async () => {
    const records = Array.from({ length: 600 }, (_, value) => aRecord({ value }))
    await vault.put(records)
    const newMaster = randomBytes(32)
    const breaking: Database = {
      ...database,
      query: (sql, params) =>
        sql.includes('renewed as') && JSON.stringify(params?.[0]).length < 500 * 39
          ? Promise.reject(new Error('killed'))
          : database.query(sql, params),
    }
    const killed = await openVault({ database: breaking, masterKey })
    await expect(killed.rewrap(newMaster)).rejects.toThrow('killed')
    const byMaster = 'select master, count(*) as keys from vault.keys group by master order by master'
    expect(await database.query(byMaster)).toEqual([
      { master: 1, keys: 100 },
      { master: 2, keys: 500 },
    ])
    const next = await openVault({ database, masterKey: newMaster, otherMasterKeys: [masterKey] })
    expect((await next.getMany(records.map(({ ref }) => ref))).size).toBe(600)
    expect(await next.rewrap(newMaster)).toEqual({ version: 2, rewrapped: 100 })
    expect(await database.query('select version from vault.masters')).toEqual([{ version: 2 }])
  })

  test('the audit of erasures can’t be changed, nor an erased subject come back', async () => {
    const record = aRecord()
    await vault.put([record])
    await vault.erase(record.subject, ORDER)
    expect(await refusal(`update vault.erasures set reason = 'otra'`)).toBe('VV001')
    expect(await refusal('delete from vault.erasures')).toBe('VV001')
    expect(await refusal('truncate vault.erasures')).toBe('VV001')
    expect(await refusal('delete from vault.keys')).toBe('VV001')
    const revive = `update vault.keys set wrapped = '\\x00', master = 1, erased_at = null`
    expect(await refusal(revive)).toBe('VV002')
  })

  test('nothing of a person is left in the tables after its erasure', async () => {
    const record = aRecord()
    await vault.put([record])
    await vault.erase(record.subject, ORDER)
    expect(await database.query('select ref from vault.records')).toEqual([])
    expect(await database.query('select master, wrapped from vault.keys')).toEqual([
      { master: null, wrapped: null },
    ])
  })

  test('the error of a broken database holds no value', async () => {
    await database.query('alter table vault.records add column missing text not null')
    const error = await vault.put([aRecord()]).catch((error) => error)
    expect(sqlState(error)).toBe('23502')
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(SECRET.slice(0, 5))
  })
})
