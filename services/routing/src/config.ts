import { entitiesDir } from '@ventanilla/procedures'
import { z } from 'zod'

const postgres = z.url({ protocol: /^postgres(ql)?$/ })
const files = z.string().transform((list) =>
  list
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== ''),
)

/** The environment of routing. */
export const routingConfig = z.object({
  /** A database of this service alone. */
  ROUTING_DATABASE_URL: postgres,
  VAULT_DATABASE_URL: postgres,
  /** 64 hexadecimal digits; made when it is not there. */
  VAULT_MASTER_KEY_FILE: z.string(),
  /** One folder an entity. */
  ENTITIES_DIR: z.string().default(entitiesDir),
  /** YAML overlays on top of those of each entity, with commas between. */
  CALENDAR_FILES: files.default([]),
})

export type RoutingConfig = z.output<typeof routingConfig>
