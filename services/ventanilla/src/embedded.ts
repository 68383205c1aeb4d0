import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Shared } from '@ventanilla/redis'
import type { BusinessClock, Logger, Service } from '@ventanilla/runtime'
import { composeServices, environmentOf, type Installation } from './compose-services.ts'
import { openPostgres } from './postgres-server.ts'

export interface EmbeddedTopology extends Installation {
  clock: BusinessClock
  logger: Logger
  /** What other processes like this one have in common with it; nothing when absent. */
  shared?: Shared
  onProgress?: (text: string) => void
  /** Only looks into the installation: what is in force there stays so. */
  looks?: boolean
}

export interface OpenedServices extends AsyncDisposable {
  services: readonly Service[]
  /** Where its server was already running: left by a process that was killed, or shared with one that lives. */
  found: string | undefined
}

/** Every service composed in this process, on an embedded PostgreSQL with a database each; nothing runs yet. */
export async function openServices({ onProgress, ...topology }: EmbeddedTopology): Promise<OpenedServices> {
  const { clock, logger, shared, looks = false } = topology
  const dataDir = resolve(topology.dataDir)
  await mkdir(dataDir, { recursive: true })
  await using undo = new AsyncDisposableStack()
  const given = process.env.VENTANILLA_DATABASE_URL || undefined
  const postgres = undo.use(await openPostgres({ dataDir, given, logger, onProgress }))
  const environment = environmentOf({ ...topology, dataDir }, postgres)
  const composed = undo.use(
    await composeServices(environment, { clock, logger, looks, ...(shared && { shared }) }),
  )
  const all = undo.move()
  return {
    services: composed.services,
    found: postgres.found,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
