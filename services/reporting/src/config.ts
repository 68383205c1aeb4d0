import { entitiesDir } from '@ventanilla/procedures'
import { allowUnsafePostgres, fileList, postgresUrl } from '@ventanilla/runtime'
import { z } from 'zod'
import { riskDefaults } from './domain/risk/parameters.ts'

const days = z.coerce.number().int().min(1)
const share = z.coerce.number().min(0).max(1)

/** The environment of reporting. */
export const reportingConfig = z.object({
  /** A database of this service alone. */
  REPORTING_DATABASE_URL: postgresUrl,
  /** The secret of tracking codes, when intake was given one. */
  TRACKING_SECRET: z.string().min(32).optional(),
  /** Else it is derived from this key (64 hexadecimal digits), as intake does. The vault itself isn't opened. */
  VAULT_MASTER_KEY_FILE: z.string().optional(),
  /** One folder an entity. */
  ENTITIES_DIR: z.string().default(entitiesDir),
  /** YAML overlays on top of those of each entity, with commas between. */
  CALENDAR_FILES: fileList,
  ALLOW_UNSAFE_POSTGRES: allowUnsafePostgres,
  /** Layouts of the regulators' formats; those of this checkout when absent. */
  FORMATS_DIR: z.string().optional(),
  /** What the risk of an open case is estimated by, see `RiskParameters`. */
  RISK_HISTORY_DAYS: days.max(3_660).default(riskDefaults.historyDays),
  RISK_SAMPLE_WEIGHT: z.coerce.number().positive().max(10_000).default(riskDefaults.sampleWeight),
  RISK_WITHOUT_HISTORY: share.default(riskDefaults.withoutHistory),
  RISK_PACE_DAYS: days.max(120).default(riskDefaults.paceDays),
  RISK_THRESHOLD: share.default(riskDefaults.threshold),
})

export type ReportingConfig = z.output<typeof reportingConfig>
