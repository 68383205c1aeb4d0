import { createVerifier } from '@ventanilla/http-kit'
import { ConfigError, createLogger, drainOnSignals, readConfig, run, systemClock } from '@ventanilla/runtime'
import { z } from 'zod'
import { composeSlaClock, slaClockConfig } from './compose.ts'

/** Where it answers, and whose tokens it takes. */
const serverConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8083),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('ventanilla'),
  OIDC_JWKS_URI: z.url(),
})

/** The service alone, on the wall clock, until a signal ends it. */
async function start(): Promise<void> {
  const config = readConfig(serverConfig.extend(slaClockConfig.shape), process.env)
  const {
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: audience,
    OIDC_JWKS_URI: jwksUri,
    HOST: host,
    PORT: port,
  } = config
  const clock = systemClock()
  const logger = createLogger({ service: 'sla-clock' })
  const service = await composeSlaClock(config, { clock, logger })
  const verifier = createVerifier({ issuer, audience, jwksUri })
  const http = { title: 'Ventanilla · Términos', version: '0.1.0', verifier }
  const running = await run([service], { http, host, port, clock, logger })
  drainOnSignals({ close: () => running.close(), logger })
  logger.info({ address: running.address }, 'sla-clock answers')
  logger.warn('no bus is configured: no case is heard of, and no deadline fires, until one is')
}

try {
  await start()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
