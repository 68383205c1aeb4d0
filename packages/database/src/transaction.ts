import type { Transaction, TransactionOptions } from './db.ts'
import type { Lease } from './lease.ts'

/** Runs `work` between BEGIN and COMMIT on a client of its own and gives the client back. */
export async function runTransaction<T>(
  client: Lease,
  work: (tx: Transaction) => Promise<T>,
  { unlimited = false }: TransactionOptions = {},
): Promise<T> {
  let over = false
  // A forgotten await would otherwise run inside whatever transaction this connection serves next.
  const assertOpen = () => {
    if (over) throw new Error('the transaction is already over')
  }
  const tx: Transaction = {
    query: async (sql, params) => {
      assertOpen()
      return client.query(sql, params)
    },
    copyIn: async (sql, chunks) => {
      assertOpen()
      return client.copyIn(sql, chunks)
    },
  }
  try {
    await client.command('begin')
    if (unlimited) {
      client.waitForEver()
      await client.command('set local statement_timeout = 0')
    }
    const result = await work(tx)
    over = true
    // A statement that failed and whose error was swallowed leaves a transaction that COMMIT rolls back, with
    // no error: the caller would believe that its facts are written.
    if ((await client.command('commit')) !== 'COMMIT') {
      throw new Error('the transaction was rolled back: a statement in it failed and its error was swallowed')
    }
    return result
  } catch (error) {
    over = true
    if (!client.broken) await client.command('rollback').catch(() => client.release(true))
    throw error
  } finally {
    client.release()
  }
}
