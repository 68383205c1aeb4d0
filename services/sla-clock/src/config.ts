import { entitiesDir } from '@ventanilla/procedures'
import { z } from 'zod'

const postgres = z.url({ protocol: /^postgres(ql)?$/ })

const listOfFiles = z.string().transform((list) =>
  list
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== ''),
)

/** Its environment variables. */
export const slaClockConfig = z.object({
  SLA_CLOCK_DATABASE_URL: postgres.describe('of this service alone'),
  VAULT_DATABASE_URL: postgres.describe('the vault, the same for all'),
  VAULT_MASTER_KEY_FILE: z.string().describe('64 hexadecimal digits; made when it is not there'),
  ENTITIES_DIR: z.string().default(entitiesDir).describe('one folder an entity'),
  CALENDAR_FILES: listOfFiles.default([]).describe('overlays for every entity, with commas between'),
})
export type SlaClockConfig = z.output<typeof slaClockConfig>
