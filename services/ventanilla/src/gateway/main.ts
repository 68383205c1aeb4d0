import type { ServiceName } from '@ventanilla/contracts'
import { asProcess, createLogger, drainOnSignals, readConfig, trustedProxies } from '@ventanilla/runtime'
import { z } from 'zod'
import { createIdentity } from '../identity/index.ts'
import { createGateway } from './gateway.ts'
import { createUpstreams } from './upstreams.ts'

const origins = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim().replace(/\/$/, '')))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1))

/** The gateway's environment. */
const gatewayConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Where each service answers; several replicas with commas between. */
  INTAKE_URL: origins,
  ROUTING_URL: origins,
  SLA_CLOCK_URL: origins,
  NOTIFICATION_URL: origins,
  REPORTING_URL: origins,
  /** Address by which everybody reaches it: the issuer is named after it. */
  PUBLIC_URL: z.url(),
  /** Where the issuer keeps its keys and clients; without it somebody else issues the tokens. */
  IDENTITY_DIR: z.string().optional(),
  TRUSTED_PROXIES: trustedProxies,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

type GatewayConfig = z.output<typeof gatewayConfig>

const urlsOf = (config: GatewayConfig): Record<ServiceName, string[]> => ({
  intake: config.INTAKE_URL,
  routing: config.ROUTING_URL,
  'sla-clock': config.SLA_CLOCK_URL,
  notification: config.NOTIFICATION_URL,
  reporting: config.REPORTING_URL,
})

await asProcess(async () => {
  const config = readConfig(gatewayConfig, process.env)
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL })
  const identity =
    config.IDENTITY_DIR === undefined
      ? undefined
      : await createIdentity({ dir: config.IDENTITY_DIR, publicUrl: config.PUBLIC_URL, logger })
  const app = createGateway({
    upstreams: createUpstreams(urlsOf(config)),
    logger,
    trustProxy: config.TRUSTED_PROXIES,
    ...(identity && { plugins: [identity.plugin] }),
  })
  const at = await app.listen({ port: config.PORT, host: config.HOST })
  drainOnSignals({ close: () => app.close(), logger })
  logger.info({ at }, 'serving')
})
