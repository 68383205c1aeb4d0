import { hkdfSync } from 'node:crypto'
import type { RateLimits } from '@ventanilla/http-kit'
import { openShared, type Shared } from '@ventanilla/redis'
import { loadMasterKey } from '@ventanilla/vault'
import { z } from 'zod'
import { ConfigError } from './config.ts'
import type { Logger } from './logger.ts'

/** Where the replicas of a service find each other; without REDIS_URL each has what it has in its memory. */
export const sharingConfig = z.object({
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** What the addresses of clients are hashed under in Redis; the same for all replicas. */
  REDIS_SECRET: z.string().min(32).optional(),
  /** Else it is derived from this key (64 hexadecimal digits). */
  VAULT_MASTER_KEY_FILE: z.string().optional(),
})

export interface Sharing {
  shared: Shared
  rateLimits: Pick<RateLimits, 'counter' | 'secret'>
}

/** @throws ConfigError when Redis is given and nothing to hash addresses under */
export async function openSharing(
  config: z.output<typeof sharingConfig>,
  { namespace, logger }: { namespace: string; logger: Pick<Logger, 'warn' | 'info'> },
): Promise<Sharing> {
  const secret = config.REDIS_URL === undefined ? undefined : await secretOf(config)
  const shared = await openShared({ url: config.REDIS_URL, namespace, logger })
  return { shared, rateLimits: { counter: shared.counter, ...(secret && { secret }) } }
}

async function secretOf(config: z.output<typeof sharingConfig>): Promise<Uint8Array> {
  const { REDIS_SECRET, VAULT_MASTER_KEY_FILE } = config
  if (REDIS_SECRET !== undefined) return Buffer.from(REDIS_SECRET)
  if (VAULT_MASTER_KEY_FILE === undefined)
    throw new ConfigError([{ variable: 'REDIS_SECRET', text: 'falta; o VAULT_MASTER_KEY_FILE' }])
  const masterKey = await loadMasterKey(VAULT_MASTER_KEY_FILE)
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'ventanilla rate limits 1', 32))
}
