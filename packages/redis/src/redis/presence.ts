import type { Presence } from '../ports.ts'
import type { Link } from './link.ts'

/** By Redis's own clock: those of the replicas differ. The place goes when the last of those in it does. */
const TELL = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], (now + ARGV[3]) .. ':' .. ARGV[2])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1`

const HERE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
local here = {}
for i = 1, #all, 2 do
  local colon = string.find(all[i + 1], ':', 1, true)
  if tonumber(string.sub(all[i + 1], 1, colon - 1)) > now then
    here[#here + 1] = all[i]
    here[#here + 1] = string.sub(all[i + 1], colon + 1)
  else
    redis.call('HDEL', KEYS[1], all[i])
  end
end
return here`

/** Those of all replicas. Who told this process is known to it too, and is all that is known while Redis is away. */
export function redisPresence(link: Link, prefix: string, own: Presence): Presence {
  return {
    async tell(place, who, says, ttlMs) {
      await own.tell(place, who, says, ttlMs)
      await link.ask((redis) => redis.eval(TELL, 1, prefix + place, who, says, ttlMs)).catch(() => {})
    },
    async leave(place, who) {
      await own.leave(place, who)
      await link.ask((redis) => redis.hdel(prefix + place, who)).catch(() => {})
    },
    async here(place) {
      try {
        const found = (await link.ask((redis) => redis.eval(HERE, 1, prefix + place))) as string[]
        const pairs = found.flatMap((who, at): [string, string][] =>
          at % 2 === 0 ? [[who, found[at + 1] ?? '']] : [],
        )
        return new Map(pairs)
      } catch {
        return own.here(place)
      }
    },
  }
}
