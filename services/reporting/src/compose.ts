import type { KeyObject } from 'node:crypto'
import { trackingSecret } from '@ventanilla/contracts'
import { memoryShared, type Shared } from '@ventanilla/redis'
import {
  type BusinessClock,
  ConfigError,
  type Logger,
  openServiceStore,
  type Service,
} from '@ventanilla/runtime'
import { loadMasterKey } from '@ventanilla/vault'
import { formatsDir, loadDefinitions } from './adapters/load-definitions.ts'
import { openReached, reportingMigrations } from './adapters/reached.ts'
import type { ReportingConfig } from './config.ts'
import type { RiskParameters } from './domain/risk/parameters.ts'
import { eventVersions } from './domain/versions.ts'
import { createReporting } from './service.ts'

export { type ReportingConfig, reportingConfig } from './config.ts'

/** Reporting on PostgreSQL, with the definitions of a folder. */
export async function composeReporting(
  config: ReportingConfig,
  { clock, logger, shared = memoryShared() }: { clock: BusinessClock; logger: Logger; shared?: Shared },
): Promise<Service> {
  const secret = await secretOf(config)
  await using undo = new AsyncDisposableStack()
  const definitions = loadDefinitions(
    config.ENTITIES_DIR,
    config.CALENDAR_FILES,
    config.FORMATS_DIR ?? formatsDir,
  )
  const { database, log, parked, check, replicated } = undo.use(
    await openServiceStore({
      url: config.REPORTING_DATABASE_URL,
      name: 'reporting',
      versions: eventVersions,
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      migrations: [{ service: 'reporting', dir: reportingMigrations }],
      logger,
    }),
  )
  const reached = openReached(database, logger)
  undo.defer(() => reached.close())
  const opened = undo.move()
  const service = createReporting({
    ...{ log, database, clock, logger, shared, reached, trackingSecret: secret },
    ...definitions,
    risk: riskOf(config),
    checks: [check],
    close: () => opened.disposeAsync(),
  })
  return { ...service, parked, replicated }
}

function riskOf(config: ReportingConfig): RiskParameters {
  return {
    historyDays: config.RISK_HISTORY_DAYS,
    sampleWeight: config.RISK_SAMPLE_WEIGHT,
    withoutHistory: config.RISK_WITHOUT_HISTORY,
    paceDays: config.RISK_PACE_DAYS,
    threshold: config.RISK_THRESHOLD,
  }
}

async function secretOf({
  TRACKING_SECRET,
  VAULT_MASTER_KEY_FILE,
}: ReportingConfig): Promise<string | KeyObject> {
  if (TRACKING_SECRET !== undefined) return TRACKING_SECRET
  if (VAULT_MASTER_KEY_FILE !== undefined) return trackingSecret(await loadMasterKey(VAULT_MASTER_KEY_FILE))
  throw new ConfigError([{ variable: 'TRACKING_SECRET', text: 'falta; o VAULT_MASTER_KEY_FILE' }])
}
