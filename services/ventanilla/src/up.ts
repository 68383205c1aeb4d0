import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Logger, openSharing, readConfig, run, sharingConfig, systemClock } from '@ventanilla/runtime'
import { vaultKeyFile } from './compose-services.ts'
import { openDistributed } from './distributed/open.ts'
import { openServices } from './embedded.ts'
import { redisMissing } from './given-servers.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import { assertCanListen } from './listening.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { foundRunning } from './postgres-server.ts'
import type { Topology } from './topology.ts'

export interface UpOptions {
  dataDir: string
  calendars: readonly string[]
  host: string
  port: number
  /** Address by which others reach it, when it stands behind a proxy. */
  publicUrl?: string
  /** Where mail goes; kept on disk and delivered to nobody when absent. */
  smtpUrl?: string
  logger: Logger
  onProgress: (text: string) => void
  /** All services in this process, or a process for each. */
  topology: Topology
  /** Processes of each service, where it has its own. */
  replicas: number
  /** Breaks the opening off: what was started ends, and it rejects. */
  broken: AbortSignal
}

export interface Up extends AsyncDisposable {
  address: string
  /** The issuer that answers there; undefined where another issues the tokens. */
  identity: Identity | undefined
  /** The folder that catches the mail, when no server was given. */
  mailFolder?: string
}

/** Every service on the wall clock, until it is closed. */
export async function up(options: UpOptions): Promise<Up> {
  await assertCanListen(options)
  await using undo = new AsyncDisposableStack()
  const mailFolder = options.smtpUrl === undefined ? join(options.dataDir, 'mail') : undefined
  const smtpUrl = options.smtpUrl ?? undo.use(await startMailCatcher(join(options.dataDir, 'mail'))).url
  const open = options.topology === 'distributed' ? openDistributed : embedded
  const { address, identity } = undo.use(await open({ ...options, smtpUrl }))
  options.broken.throwIfAborted()
  const all = undo.move()
  return {
    ...{ address, identity },
    ...(mailFolder !== undefined && { mailFolder }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function embedded(options: UpOptions & { smtpUrl: string }): Promise<Omit<Up, 'mailFolder'>> {
  const { dataDir, logger, publicUrl } = options
  const clock = systemClock()
  await using undo = new AsyncDisposableStack()
  await mkdir(dataDir, { recursive: true })
  const environment = { ...process.env, VAULT_MASTER_KEY_FILE: vaultKeyFile(dataDir) }
  const missing = process.env.REDIS_URL ? await redisMissing(process.env.REDIS_URL) : undefined
  if (missing) options.onProgress(missing)
  const { shared, rateLimits } = await openSharing(readConfig(sharingConfig, environment), {
    namespace: 'up',
    logger,
  })
  undo.use(shared)
  const opened = undo.use(await openServices({ ...options, clock, shared }))
  if (opened.found !== undefined) options.onProgress(foundRunning('PostgreSQL', opened.found))
  const identity = await createIdentity({
    dir: join(dataDir, 'identity'),
    logger,
    ...(publicUrl !== undefined && { publicUrl }),
  })
  const running = await run(opened.services, {
    http: { title: 'Ventanilla', version: '0.1.0', verifier: identity.verifier, rateLimits },
    checks: shared.checks,
    port: options.port,
    host: options.host,
    clock,
    logger,
    sole: true,
    plugins: [identity.plugin],
  })
  undo.defer(() => running.close())
  const all = undo.move()
  return { address: running.address, identity, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
