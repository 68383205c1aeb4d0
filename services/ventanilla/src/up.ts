import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Logger,
  openSharing,
  type Running,
  readConfig,
  run,
  sharingConfig,
  systemClock,
} from '@ventanilla/runtime'
import { openServices, vaultKeyFile } from './embedded.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import { startMailCatcher } from './mail-catcher.ts'

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
}

export interface Up extends AsyncDisposable {
  running: Running
  identity: Identity
  /** The folder that catches the mail, when no server was given. */
  mailFolder?: string
}

/** The embedded topology, on the wall clock, until it is closed. */
export async function up(options: UpOptions): Promise<Up> {
  const { dataDir, logger, publicUrl } = options
  const clock = systemClock()
  await using undo = new AsyncDisposableStack()
  const mailFolder = options.smtpUrl === undefined ? join(dataDir, 'mail') : undefined
  const smtpUrl = options.smtpUrl ?? undo.use(await startMailCatcher(join(dataDir, 'mail'))).url
  await mkdir(dataDir, { recursive: true })
  const environment = { ...process.env, VAULT_MASTER_KEY_FILE: vaultKeyFile(dataDir) }
  const { shared, rateLimits } = await openSharing(readConfig(sharingConfig, environment), {
    namespace: 'up',
    logger,
  })
  undo.use(shared)
  const opened = undo.use(
    await openServices({
      dataDir,
      clock,
      logger,
      calendars: options.calendars,
      smtpUrl,
      shared,
      onProgress: options.onProgress,
    }),
  )
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
  return {
    running,
    identity,
    ...(mailFolder !== undefined && { mailFolder }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
