import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Db } from '@ventanilla/database'

/** Somebody else is building the table: two would only undo each other's work. */
export class BuiltElsewhere extends Error {
  override readonly name = 'BuiltElsewhere'
}

/** A service that builds a new version by itself holds it for some seconds at a time. */
const WAIT_MS = 10_000

const KEY = `hashtextextended('ventanilla build ' || $1, 0)`

/**
 * Runs `work` as the only one who builds this table. The lock is of the session, so the server takes it back from a
 * process that was killed; one that lost its connection and doesn't know it yet is stopped by the places, which it
 * finds moved.
 *
 * @throws BuiltElsewhere when it isn't free within `waitMs`
 */
export async function asBuilder<T>(
  database: Database,
  table: string,
  work: () => Promise<T>,
  waitMs = WAIT_MS,
): Promise<T> {
  const connection = await database.connect()
  try {
    const end = performance.now() + waitMs
    for (;;) {
      const [row] = await connection.query<{ taken: boolean }>(
        `select pg_try_advisory_lock(${KEY}) as taken`,
        [table],
      )
      if (row?.taken) break
      if (performance.now() >= end) throw new BuiltElsewhere(`another process is building ${table}`)
      await sleep(100)
    }
    try {
      return await work()
    } finally {
      if (!connection.broken) await connection.query(`select pg_advisory_unlock(${KEY})`, [table])
    }
  } finally {
    connection.release()
  }
}

/** To the end of the transaction. @throws BuiltElsewhere when somebody builds it now */
export async function assertNotBuilt(tx: Db, table: string): Promise<void> {
  const [row] = await tx.query<{ taken: boolean }>(`select pg_try_advisory_xact_lock(${KEY}) as taken`, [
    table,
  ])
  if (!row?.taken) throw new BuiltElsewhere(`another process is building ${table}`)
}
