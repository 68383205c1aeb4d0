import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import type { Connection, Database } from './db.ts'
import { type Lease, lease } from './lease.ts'
import { type DatabaseOptions, poolConfig } from './pool-config.ts'
import { runTransaction } from './transaction.ts'

const DRAIN_MS = 10_000

/** Opens a pool and proves that the server answers. @throws the connection's error (see `isRetryable`). */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool = new Pool(poolConfig(options))
  // An idle connection that the server drops is only news: the pool opens another when it needs one.
  pool.on('error', (error) => options.onError?.(error))
  const held = new Set<Lease>()
  let closing: Promise<void> | undefined

  const query: Database['query'] = async (sql, params) => {
    const client = await lease(pool, held)
    try {
      return await client.query(sql, params)
    } finally {
      client.release()
    }
  }
  const close = () => (closing ??= drain(pool, held))
  const database: Database = {
    query,
    transaction: async (work) => runTransaction(await lease(pool, held), work),
    connect: async (): Promise<Connection> => lease(pool, held),
    close,
    [Symbol.asyncDispose]: close,
  }
  try {
    await query('select 1')
  } catch (error) {
    await close()
    throw error
  }
  return database
}

/** pg-pool's end waits for ever for a client that nobody gives back. */
async function drain(pool: Pool, held: Set<Lease>): Promise<void> {
  const ended = pool.end()
  const waiting = new AbortController()
  await Promise.race([ended, sleep(DRAIN_MS, undefined, { signal: waiting.signal }).catch(() => undefined)])
  waiting.abort()
  for (const client of [...held]) client.release(true)
  await ended
}
