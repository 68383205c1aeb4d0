import { createVerifier } from '@ventanilla/http-kit'
import {
  ConfigError,
  createLogger,
  drainOnSignals,
  type Environment,
  readConfig,
  run,
  systemClock,
} from '@ventanilla/runtime'
import { z } from 'zod'
import { composeRouting, routingConfig } from './compose.ts'

/** Where it answers, and whose tokens it takes. */
const serverConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('ventanilla'),
  OIDC_JWKS_URI: z.url(),
})

async function main(environment: Environment): Promise<void> {
  const config = readConfig(serverConfig.extend(routingConfig.shape), environment)
  const logger = createLogger({ service: 'routing' })
  const clock = systemClock()
  const verifier = createVerifier({
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    jwksUri: config.OIDC_JWKS_URI,
  })
  const service = await composeRouting(config, { clock, logger })
  const running = await run([service], {
    http: { title: 'Ventanilla · Reparto', version: '1', verifier },
    host: config.HOST,
    port: config.PORT,
    clock,
    logger,
  })
  drainOnSignals({ close: () => running.close(), logger })
  logger.info({ address: running.address }, 'routing moves cases')
  logger.warn('no bus is configured: no filing is heard of and nothing is told until one is')
}

try {
  await main(process.env)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
