import type { Cache } from '../ports.ts'
import type { Link } from './link.ts'

/** Entries of all replicas; while Redis is away there are none. */
export function redisCache(link: Link, prefix: string): Cache {
  return {
    async get(key) {
      const found = await link.ask((redis) => redis.get(prefix + key)).catch(() => null)
      return found ?? undefined
    },
    async set(key, value, ttlMs) {
      await link.ask((redis) => redis.set(prefix + key, value, 'PX', ttlMs)).catch(() => {})
    },
    async forget(key) {
      await link.ask((redis) => redis.del(prefix + key)).catch(() => {})
    },
  }
}
