import { entitiesDir } from '@ventanilla/procedures'
import { allowUnsafePostgres, fileList, postgresUrl } from '@ventanilla/runtime'
import { z } from 'zod'

/** Its environment variables. */
export const slaClockConfig = z.object({
  SLA_CLOCK_DATABASE_URL: postgresUrl.describe('of this service alone'),
  VAULT_DATABASE_URL: postgresUrl.describe('the vault, the same for all'),
  VAULT_MASTER_KEY_FILE: z.string().describe('64 hexadecimal digits; made when it is not there'),
  CERTIFICATE_KEYS_FILE: z
    .string()
    .optional()
    .describe('what certificates are signed with; made when it is not there'),
  ALLOW_UNSAFE_POSTGRES: allowUnsafePostgres,
  ENTITIES_DIR: z.string().default(entitiesDir).describe('one folder an entity'),
  CALENDAR_FILES: fileList.describe('overlays for every entity, with commas between'),
})
export type SlaClockConfig = z.output<typeof slaClockConfig>
