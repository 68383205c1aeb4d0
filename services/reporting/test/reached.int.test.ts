import { storeMigrations } from '@ventanilla/runtime'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReached, reportingMigrations } from '../src/adapters/reached.ts'

const quiet = { warn: () => {} }

describe('how far the journal has got', () => {
  let fresh: FreshDatabase
  beforeEach(async () => {
    fresh = await freshDatabase({
      prefix: 'reached',
      migrations: [...storeMigrations, { service: 'reporting', dir: reportingMigrations }],
    })
  })
  afterEach(() => fresh.drop())
  const open = (db = fresh.database) => openReached(db, quiet)

  it('is known at once here, and to others once it is written', async () => {
    const mine = open()
    expect(await mine.instant('routing')).toBeUndefined()
    mine.heard('routing', '2024-04-01T05:00:00.000Z')
    expect(await mine.instant('routing')).toBe('2024-04-01T05:00:00.000Z')
    await mine.close()
    expect(await open().instant('routing')).toBe('2024-04-01T05:00:00.000Z')
    expect(await open().instant('intake')).toBeUndefined()
  })

  it('never goes back, whoever hears what', async () => {
    const [one, other] = [open(), open()]
    one.heard('intake', '2024-04-01T05:00:00.000Z')
    await one.close()
    other.heard('intake', '2024-03-01T05:00:00.000Z')
    await other.close()
    expect(await other.instant('intake')).toBe('2024-04-01T05:00:00.000Z')
    one.heard('intake', '2024-02-01T05:00:00.000Z')
    expect(await one.instant('intake')).toBe('2024-04-01T05:00:00.000Z')
  })

  it('is written once a minute of business time, and what is heard while it is written too', async () => {
    let writes = 0
    const counting = {
      query: async <R>(sql: string, params?: readonly unknown[]): Promise<R[]> => {
        if (sql.startsWith('insert')) writes += 1
        return fresh.database.query<R>(sql, params)
      },
    }
    const reached = openReached(counting, quiet)
    reached.heard('routing', '2024-04-01T05:00:00.000Z')
    reached.heard('routing', '2024-04-02T05:00:00.000Z')
    await reached.close()
    expect(await open().instant('routing')).toBe('2024-04-02T05:00:00.000Z')
    const before = writes
    for (let s = 10; s < 60; s++) reached.heard('routing', `2024-04-02T05:00:${s}.000Z`)
    await reached.close()
    expect(writes).toBe(before)
    expect(await reached.instant('routing')).toBe('2024-04-02T05:00:59.000Z')
  })

  it('outlives a database that does not answer', async () => {
    const broken = { query: () => Promise.reject(new Error('gone')) }
    const warnings: unknown[] = []
    const reached = openReached(broken, { warn: (...line: unknown[]) => void warnings.push(line) })
    reached.heard('routing', '2024-04-01T05:00:00.000Z')
    await reached.close()
    expect(warnings).toHaveLength(1)
  })
})
