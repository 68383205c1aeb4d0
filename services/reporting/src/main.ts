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
import { composeReporting, reportingConfig } from './compose.ts'

/** Where it answers, and whose tokens it takes. */
const serverConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8085),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('ventanilla'),
  OIDC_JWKS_URI: z.url(),
})

async function main(environment: Environment): Promise<void> {
  const config = readConfig(serverConfig.extend(reportingConfig.shape), environment)
  const logger = createLogger({ service: 'reporting' })
  const clock = systemClock()
  const verifier = createVerifier({
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    jwksUri: config.OIDC_JWKS_URI,
  })
  const service = await composeReporting(config, { clock, logger })
  const running = await run([service], {
    http: { title: 'Ventanilla · Informes', version: '1', verifier },
    host: config.HOST,
    port: config.PORT,
    clock,
    logger,
  })
  drainOnSignals({ close: () => running.close(), logger })
  logger.info({ address: running.address }, 'reporting answers from its journal')
  logger.warn('no bus is configured: the journal hears of nothing new until one is')
}

try {
  await main(process.env)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
