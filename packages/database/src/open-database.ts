import { Pool } from 'pg'
import type { Connection, Database } from './db.ts'
import { leases } from './leases.ts'
import { type DatabaseOptions, poolConfig } from './pool-config.ts'
import { runTransaction } from './transaction.ts'
import { inTurn } from './turns.ts'

/** Opens a pool and proves that the server answers. @throws the connection's error (see `isRetryable`). */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool = new Pool(poolConfig(options))
  // An idle connection that the server drops is only news: the pool opens another when it needs one.
  // Nor even that once the pool ends: it doesn't wait for its sockets, and the server may stop before it has read them.
  pool.on('error', (error) => {
    if (!pool.ending) options.onError?.(error)
  })
  const { take, close: drain } = leases(pool)

  const query: Database['query'] = (sql, params) =>
    inTurn(async () => {
      const client = await take()
      try {
        return await client.query(sql, params)
      } finally {
        client.release()
      }
    })
  const close = () => drain(options.drainMs ?? 10_000)
  const database: Database = {
    query,
    transaction(work, how) {
      const run = async () => runTransaction(await take(), work, how)
      return how?.unlimited ? run() : inTurn(run)
    },
    connect: async (): Promise<Connection> => take(),
    connections() {
      const { totalCount, idleCount, waitingCount } = pool
      return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
    },
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
