import { createVerifier } from '@ventanilla/http-kit'
import { ConfigError, createLogger, drainOnSignals, readConfig, run, systemClock } from '@ventanilla/runtime'
import { z } from 'zod'
import { composeNotification, notificationConfig } from './compose.ts'

/** Where it answers, and whose tokens it takes. */
const serverConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8084),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('ventanilla'),
  OIDC_JWKS_URI: z.url(),
})

/** The service alone, on the wall clock, until a signal ends it. */
async function start(): Promise<void> {
  const config = readConfig(serverConfig.extend(notificationConfig.shape), process.env)
  const clock = systemClock()
  const logger = createLogger({ service: 'notification' })
  const verifier = createVerifier({
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    jwksUri: config.OIDC_JWKS_URI,
  })
  const service = await composeNotification(config, { clock, logger })
  const running = await run([service], {
    http: { title: 'Ventanilla · Notificaciones', version: '0.1.0', verifier },
    ...{ host: config.HOST, port: config.PORT, clock, logger },
  })
  drainOnSignals({ close: () => running.close(), logger })
  logger.info({ at: running.address }, 'notification answers')
  logger.warn('no bus is configured: what waits is sent, and nothing new is heard of until one is')
}

try {
  await start()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
