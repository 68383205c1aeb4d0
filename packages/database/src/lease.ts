import type { PoolClient } from 'pg'
import { connectionLost } from './errors.ts'

/** A pool client while somebody has it. */
export interface Lease {
  query<R>(sql: string, params?: readonly unknown[], name?: string): Promise<R[]>
  /** The command tag of a statement: COMMIT of a failed transaction answers 'ROLLBACK' and no error. */
  command(sql: string): Promise<string>
  /** From here on a statement may take as long as it takes; the server must be told apart. */
  waitForEver(): void
  readonly broken: boolean
  release(destroy?: boolean): void
}

/** Watches a client that was taken: a broken one is closed at release, never handed out again. */
export function lease(client: PoolClient, onRelease: (lease: Lease) => void): Lease {
  let broken = false
  let released = false
  let unlimited = false
  let turn: Promise<unknown> = Promise.resolve()
  const onError = () => {
    broken = true
  }
  // pg-pool listens only to idle clients: without this a connection lost in our hands would end the process.
  client.on('error', onError)

  async function attempt(sql: string, params?: readonly unknown[], name?: string) {
    if (released) throw new Error('the connection was already released')
    try {
      return await execute(client, sql, params, name, unlimited)
    } catch (error) {
      broken ||= connectionLost(error)
      throw error
    }
  }

  // One at a time: pg's own queue of statements goes away in its next major version.
  function run(sql: string, params?: readonly unknown[], name?: string) {
    const mine = turn.then(() => attempt(sql, params, name))
    turn = mine.catch(() => undefined)
    return mine
  }

  const taken: Lease = {
    query: async <R>(sql: string, params?: readonly unknown[], name?: string) =>
      (await run(sql, params, name)).rows as R[],
    command: async (sql) => (await run(sql)).command,
    waitForEver() {
      unlimited = true
    },
    get broken() {
      return broken
    },
    release(destroy = false) {
      if (released) return
      released = true
      // One that is being closed keeps the listener: its socket may still complain.
      if (!broken && !destroy) client.off('error', onError)
      client.release(broken || destroy)
      onRelease(taken)
    },
  }
  return taken
}

/** The longest that a timer can be set to: 24 days. pg takes 0 for the limit of the pool. */
const FOR_EVER = 2 ** 31 - 1

function execute(
  client: PoolClient,
  sql: string,
  params: readonly unknown[] | undefined,
  name: string | undefined,
  unlimited: boolean,
) {
  const values = params === undefined ? undefined : [...params]
  return client.query<Record<string, unknown>>({
    text: sql,
    ...(values && { values }),
    ...(name && { name }),
    ...(unlimited && { query_timeout: FOR_EVER }),
  })
}
