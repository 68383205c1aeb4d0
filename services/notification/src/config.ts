import { entitiesDir } from '@ventanilla/procedures'
import { allowUnsafePostgres, postgresUrl } from '@ventanilla/runtime'
import { z } from 'zod'

const seconds = z.coerce.number().positive()

/** The environment of notification. */
export const notificationConfig = z.object({
  NOTIFICATION_DATABASE_URL: postgresUrl,
  VAULT_DATABASE_URL: postgresUrl,
  VAULT_MASTER_KEY_FILE: z.string(),
  ALLOW_UNSAFE_POSTGRES: allowUnsafePostgres,
  ENTITIES_DIR: z.string().default(entitiesDir),
  /** The server that mail is handed to: 'smtp://user:password@host:587', 'smtps://…:465'. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** What Message-IDs end in. `.invalid` is nobody's (RFC 2606): a real entity sets its own. */
  MAIL_DOMAIN: z.hostname().default('ventanilla.invalid'),
  /** Address that mail comes from; absent: 'no-responder' at MAIL_DOMAIN. */
  MAIL_FROM: z.email().optional(),
  /** Where who wants no more mailings writes; absent: mailings have no List-Unsubscribe. */
  MAIL_UNSUBSCRIBE: z.email().optional(),
  MAIL_CONNECTIONS: z.coerce.number().int().min(1).max(50).default(8),
  /** Wait before the second try of a message that the server put off; it doubles up to a quarter of an hour. */
  MAIL_RETRY_SECONDS: seconds.default(5),
  /** A message is given up after this long: RFC 5321 §4.5.4.1 asks for four to five days. */
  MAIL_GIVE_UP_HOURS: z.coerce.number().nonnegative().default(120),
  /** Days for which the recipients of a campaign are kept after its end: a month in which somebody may ask of it. */
  CAMPAIGN_KEEP_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** The page where people follow their requests; absent: letters name none. */
  FOLLOW_URL: z.url({ protocol: /^https?$/ }).optional(),
})

export type NotificationConfig = z.output<typeof notificationConfig>
