import { entitiesDir } from '@ventanilla/procedures'
import { allowUnsafePostgres, fileList, postgresUrl } from '@ventanilla/runtime'
import { z } from 'zod'

/** The environment of routing. */
export const routingConfig = z.object({
  /** A database of this service alone. */
  ROUTING_DATABASE_URL: postgresUrl,
  VAULT_DATABASE_URL: postgresUrl,
  /** 64 hexadecimal digits; made when it is not there. */
  VAULT_MASTER_KEY_FILE: z.string(),
  /** One folder an entity. */
  ENTITIES_DIR: z.string().default(entitiesDir),
  /** YAML overlays on top of those of each entity, with commas between. */
  CALENDAR_FILES: fileList,
  ALLOW_UNSAFE_POSTGRES: allowUnsafePostgres,
})

export type RoutingConfig = z.output<typeof routingConfig>
