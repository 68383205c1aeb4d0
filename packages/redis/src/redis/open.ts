import { memoryCounter } from '../memory-counter.ts'
import { memoryPresence } from '../memory-presence.ts'
import type { Shared, SharedOptions } from '../shared.ts'
import { redisCache } from './cache.ts'
import { redisChannel } from './channel.ts'
import { redisCounter } from './counter.ts'
import { openLink } from './link.ts'
import { redisPresence } from './presence.ts'

/** Shared through Redis 6 or newer; what each part does while it is away stands beside it. */
export async function openRedis(options: SharedOptions & { url: string }): Promise<Shared> {
  const link = await openLink(options)
  const prefix = `ventanilla:${options.namespace}:`
  return {
    counter: redisCounter(link, `${prefix}count:`, memoryCounter()),
    cache: redisCache(link, `${prefix}cache:`),
    channel: redisChannel(link, `${prefix}channel:`),
    presence: redisPresence(link, `${prefix}presence:`, memoryPresence()),
    checks: [{ name: 'redis', probe: () => link.there(), optional: true }],
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  }
}
