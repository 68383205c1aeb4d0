import type { PoolClient } from 'pg'
import { copyIn, copyOut } from './copy.ts'
import { connectionLost, sqlState } from './errors.ts'

/** A pool client while somebody has it. */
export interface Lease {
  query<R>(sql: string, params?: readonly unknown[], name?: string): Promise<R[]>
  /** The command tag of a statement: COMMIT of a failed transaction answers 'ROLLBACK' and no error. */
  command(sql: string): Promise<string>
  /** From here on a statement may take as long as it takes; the server must be told apart. */
  waitForEver(): void
  copyOut(sql: string): AsyncGenerator<Buffer>
  copyIn(sql: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void>
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

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    if (released) throw new Error('the connection was already released')
    try {
      return await work()
    } catch (error) {
      broken ||= connectionLost(error)
      throw error
    }
  }

  // One at a time: pg's own queue of statements goes away in its next major version.
  function next<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(() => attempt(work))
    turn = mine.catch(() => undefined)
    return mine
  }
  const run = (sql: string, params?: readonly unknown[], name?: string) =>
    next(() => execute(client, sql, params, name, unlimited))

  async function* copiedOut(sql: string): AsyncGenerator<Buffer> {
    const over = Promise.withResolvers<void>()
    const stream = await new Promise<ReturnType<typeof copyOut>>((resolve, reject) => {
      next(async () => {
        resolve(copyOut(client, sql))
        await over.promise
      }).catch(reject)
    })
    let whole = false
    try {
      for await (const chunk of stream) yield chunk as Buffer
      whole = true
    } catch (error) {
      broken ||= connectionLost(error)
      whole = sqlState(error) !== undefined && !broken // the server has said its last word on it
      throw error
    } finally {
      broken ||= !whole
      over.resolve()
    }
  }

  const taken: Lease = {
    query: async <R>(sql: string, params?: readonly unknown[], name?: string) =>
      (await run(sql, params, name)).rows as R[],
    command: async (sql) => (await run(sql)).command,
    waitForEver() {
      unlimited = true
    },
    copyOut: copiedOut,
    copyIn: (sql, chunks) => next(() => copyIn(client, sql, chunks)),
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
