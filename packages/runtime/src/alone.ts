import { createVerifier } from '@ventanilla/http-kit'
import type { Shared } from '@ventanilla/redis'
import { z } from 'zod'
import { asProcess } from './as-process.ts'
import type { BusinessClock } from './clock.ts'
import { type Environment, readConfig, trustedProxies } from './config.ts'
import { withDatabasePassword } from './database-password.ts'
import { drainOnSignals } from './drain.ts'
import { clockConfig, openClock } from './driven/open-clock.ts'
import { type Fatal, tellFatal } from './fatal.ts'
import { kafkaBus, kafkaConfig } from './kafka-bus.ts'
import { createLogger, type Logger } from './logger.ts'
import { parentOf } from './parent.ts'
import { run } from './run.ts'
import type { Service } from './service.ts'
import { openSharing, sharingConfig } from './sharing.ts'

/** Where a process answers, and whose tokens it takes. */
const serverConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('ventanilla'),
  OIDC_JWKS_URI: z.url(),
  TRUSTED_PROXIES: trustedProxies,
  PARK_AFTER: z.coerce.number().int().min(1).max(100).default(5),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ...sharingConfig.shape,
  ...clockConfig.shape,
  ...kafkaConfig.shape,
})

export interface Alone<Config extends z.ZodObject> {
  /** As it stands in the logs. */
  name: string
  /** Spanish, shown on the documentation page. */
  title: string
  /** Unless PORT says another. */
  port: number
  config: Config
  /** See `RunOptions`. */
  givesWay?: true
  compose(
    config: z.output<Config>,
    given: { clock: BusinessClock; logger: Logger; shared: Shared },
  ): Promise<Service>
}

/**
 * One service in a process of its own, configured by its environment, until a signal ends it. A bad environment is
 * told on stderr in Spanish, and the process ends with 2.
 */
export async function serveAlone<Config extends z.ZodObject>(
  { name, title, port, config, givesWay, compose }: Alone<Config>,
  given: Environment = process.env,
): Promise<void> {
  await asProcess(async () => {
    const environment = withDatabasePassword(given)
    readConfig(z.object({ ...serverConfig.shape, ...config.shape }), environment) // all that is wrong, at once
    const server = readConfig(serverConfig, environment)
    const own = readConfig(config, environment)
    const logger = createLogger({ service: name, level: server.LOG_LEVEL })
    const verifier = createVerifier({
      issuer: server.OIDC_ISSUER,
      audience: server.OIDC_AUDIENCE,
      jwksUri: server.OIDC_JWKS_URI,
    })
    await using undo = new AsyncDisposableStack()
    const time = await openClock(server)
    undo.defer(async () => time.close())
    const { clock } = time
    const { shared, rateLimits } = await openSharing(server, { namespace: name, logger })
    undo.use(shared)
    const service = await compose(own, { clock, logger, shared })
    const fatal = Promise.withResolvers<Fatal>()
    const running = await run([service], {
      http: { title, version: '0.1.0', verifier, rateLimits, trustProxy: server.TRUSTED_PROXIES },
      checks: shared.checks,
      host: server.HOST,
      port: server.PORT ?? port,
      clock,
      logger,
      onFatal: fatal.resolve,
      ...(await kafkaBus(server, { clientId: `ventanilla-${name}`, logger }, clock)),
      parkAfter: server.PARK_AFTER,
      ...(givesWay && { givesWay }),
    })
    undo.defer(() => running.close())
    time.answerFor(running.settling)
    const all = undo.move()
    const drain = drainOnSignals({ close: () => all.disposeAsync(), logger })
    void fatal.promise.then((error) => {
      tellFatal(error)
      drain.begin()
    })
    const parent = parentOf()
    void parent.gone.then(drain.begin)
    // The logger hides what is called an address: it could be a person's.
    logger.info({ at: running.address }, 'serving')
    parent.serving(running.address)
    if (server.KAFKA_BROKERS.length === 0)
      logger.warn(
        'KAFKA_BROKERS is not set: what others publish is not heard, and what is written here is told to nobody',
      )
  })
}
