import { join } from 'node:path'
import { databaseUrl, isRetryable, openDatabase } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { type Logger, loop } from '@ventanilla/runtime'
import { assertPostgres } from './given-servers.ts'

export interface PostgresServer extends AsyncDisposable {
  /** The address of a database of this server. */
  url(database: string): string
  /** Where it was already running: left by a process that was killed, or shared with one that lives. */
  found: string | undefined
}

export interface PostgresOptions {
  dataDir: string
  /** The address of any database of a server that somebody else runs; else one is started in the data folder. */
  given?: string | undefined
  logger: Logger
  onProgress?: ((text: string) => void) | undefined
}

const LOOK_MS = 2_000

/** What is told of a server that was found running, after a process that was killed. */
export function foundRunning(server: string, address: string): string {
  return `${server} ya estaba en marcha en ${address}: se usa, y termina cuando esto se detenga.`
}

/** The server that every database of an installation is on. */
export async function openPostgres({
  dataDir,
  given,
  logger,
  onProgress,
}: PostgresOptions): Promise<PostgresServer> {
  if (given !== undefined) {
    await assertPostgres(given)
    return { url: (name) => databaseUrl(given, name), found: undefined, async [Symbol.asyncDispose]() {} }
  }
  const start = () =>
    startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), ...(onProgress && { onProgress }) })
  const { url, adopted, stop } = await start()
  await using undo = new AsyncDisposableStack()
  const holds = [stop]
  // Each start is a hold on it: the server ends with the last that is let go.
  undo.defer(async () => {
    for (const letGo of holds) await letGo()
  })
  const again = async () => {
    holds.push((await start()).stop)
  }
  undo.use(await watch(url('postgres'), again, logger))
  const all = undo.move()
  const found = adopted ? new URL(url('postgres')).host : undefined
  return { url, found, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

/**
 * A server that dies (killed, out of memory) is nobody else's to start again. It comes back on its own port, and the
 * services go on by themselves.
 */
async function watch(url: string, start: () => Promise<unknown>, logger: Logger): Promise<AsyncDisposable> {
  const database = await openDatabase({ url, max: 1, applicationName: 'ventanilla-watch' })
  const watching = loop({
    name: 'embedded PostgreSQL',
    pollMs: LOOK_MS,
    logger,
    async step() {
      try {
        await database.query('select 1')
      } catch (error) {
        if (!isRetryable(error)) throw error
        logger.warn('PostgreSQL is gone: it is started again')
        await start()
      }
      return false
    },
  })
  return {
    async [Symbol.asyncDispose]() {
      await watching.stop()
      await database.close()
    },
  }
}
