import type { Counter } from '../ports.ts'
import type { Link } from './link.ts'

/** One step, or a process that ends between the two commands would leave a count without an end. */
const HIT = `
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }`

/**
 * Counts of all replicas. Each hit is counted by `own` too, which goes on where it stands when Redis goes away: a
 * client doesn't get its whole allowance again from a process that has seen it use it.
 */
export function redisCounter(link: Link, prefix: string, own: Counter): Counter {
  return {
    async hit(key, windowMs, weight = 1) {
      const mine = await own.hit(key, windowMs, weight)
      try {
        const answer = await link.ask((redis) => redis.eval(HIT, 1, prefix + key, windowMs, weight))
        const [count, endsInMs] = answer as [number, number]
        return { count, endsInMs }
      } catch {
        return mine
      }
    },
  }
}
