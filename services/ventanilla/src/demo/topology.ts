import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { driveProcesses, type Logger, run, watermarkClock } from '@ventanilla/runtime'
import { composeServices } from '../compose-services.ts'
import { openDistributed } from '../distributed/open.ts'
import { openServices } from '../embedded.ts'
import { createIdentity, type Identity } from '../identity/index.ts'
import type { DrivenTime } from './clock-file.ts'
import { digestAll } from './summary.ts'

/** What the demo needs of a Ventanilla that runs, in whichever form. */
export interface DemoTopology extends AsyncDisposable {
  address: string
  identity: Identity
  time: DrivenTime
  /** Everything written so far has had its consequences. */
  settled(): Promise<void>
  /** Of all read models. */
  digest(): Promise<string>
}

export interface DemoInstallation {
  dataDir: string
  entity: string
  calendars: readonly string[]
  smtpUrl: string
  /** Where business time stands. */
  start: string
  replicas: number
  logger: Logger
  onProgress: (text: string) => void
  broken: AbortSignal
}

const PATIENCE_MS = 120_000

/** All services in this process. */
export async function openEmbeddedDemo(options: DemoInstallation): Promise<DemoTopology> {
  const { entity, logger } = options
  const clock = watermarkClock(options.start)
  await using undo = new AsyncDisposableStack()
  const { services } = undo.use(await openServices({ ...options, clock }))
  const identity = await createIdentity({ dir: join(options.dataDir, 'identity'), entity, logger })
  const running = await run(services, {
    http: { title: 'Ventanilla', version: '0.1.0', verifier: identity.verifier, rateLimits: {} },
    port: 0,
    clock,
    logger,
    sole: true,
    plugins: [identity.plugin],
  })
  undo.defer(() => running.close())
  const all = undo.move()
  return {
    ...{ address: running.address, identity, time: clock },
    settled: () => running.settled(PATIENCE_MS),
    digest: () => digestAll(services),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** A process for each, whose business time is driven over their channels. */
export async function openDistributedDemo(options: DemoInstallation): Promise<DemoTopology> {
  const { logger, start } = options
  const driver = driveProcesses(start)
  await using undo = new AsyncDisposableStack()
  const { address, identity, environment } = undo.use(
    await openDistributed({
      ...{ ...options, host: '127.0.0.1', port: 0, ownIssuer: true },
      environment: { BUSINESS_CLOCK: 'driven' },
      onStart(name, child) {
        // One that ends at once is started again, and added again.
        driver.add(name, child).catch(() => {})
      },
    }),
  )
  if (!identity) throw new Error('the demo asks its own issuer for tokens')
  const all = undo.move()
  return {
    ...{ address, identity },
    time: { now: () => driver.now(), advance: (to) => advance(driver, to) },
    settled: () => driver.settled(PATIENCE_MS),
    async digest() {
      await using composed = await composeServices(environment, {
        clock: watermarkClock(driver.now()),
        logger,
      })
      return await digestAll(composed.services)
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** A process that was killed meanwhile comes back, and is told where business time stands. */
async function advance(driver: Pick<DrivenTime, 'advance'>, to: string): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; ; ) {
    try {
      return await driver.advance(to)
    } catch (error) {
      if (error instanceof RangeError || performance.now() > deadline) throw error
      await wait(200)
    }
  }
}
