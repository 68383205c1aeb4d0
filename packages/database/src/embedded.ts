import { join } from 'node:path'
import { hold, letGo, storeFolder } from '@ventanilla/processes'
import { serverUrl } from './embedded/answers.ts'
import { findBinaries } from './embedded/binaries.ts'
import { openCluster } from './embedded/cluster.ts'
import { clusterHome, dataFolder } from './embedded/home.ts'
import { serverUser } from './embedded/server-user.ts'
import { startServer } from './embedded/start.ts'
import { stopServer } from './embedded/stop.ts'

export { EmbeddedPostgresError } from './embedded/failure.ts'

export interface EmbeddedOptions {
  /** Where the cluster is kept; made when it is not there. Its `server` folder holds data, password and log. */
  dataDir: string
  /** 0 or absent: the one of last time, else a free one. A server that already runs keeps its own. */
  port?: number
  /** Told in Spanish what is being waited for. */
  onProgress?: (text: string) => void
}

export interface EmbeddedPostgres {
  /** The address of a database of this server, with user and password. */
  url(database: string): string
  /** True when the server was already running: left by a killed process, or started by another one. */
  adopted: boolean
  port: number
  /** Stops the server, in 45 s at most, unless another living process started or adopted it too. Idempotent. */
  stop(): Promise<void>
}

/**
 * A real PostgreSQL beside the program: durable, listening on 127.0.0.1 only, with a random password kept
 * 0600 beside the data. It outlives a killed parent, and whoever starts next adopts it.
 * @throws EmbeddedPostgresError with what to do, in Spanish
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined)
  const dataDir = await dataFolder(options.dataDir)
  const store = storeFolder()
  const likely = await serverUser(join(dataDir, 'server', 'data'))
  const home = await clusterHome(dataDir, likely, store)
  const who = home === dataDir ? likely : await serverUser(join(home, 'server', 'data'))
  const binaries = await findBinaries(who, store)
  const cluster = await openCluster(home, binaries, who)
  await hold(cluster.holders)
  const starting = { cluster, binaries, who, port: options.port || undefined, onProgress }
  const server = await startServer(starting).catch(async (error) => {
    await letGo(cluster.holders)
    throw error
  })
  let stopping: Promise<void> | undefined
  const stop = async () => {
    if (!(await letGo(cluster.holders))) await stopServer(cluster, binaries, who, server)
  }
  return {
    url: (database) => serverUrl(cluster, server.port, database),
    adopted: server.adopted,
    port: server.port,
    stop: () => (stopping ??= stop()),
  }
}
