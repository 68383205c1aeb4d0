import { createHash } from 'node:crypto'
import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { standingOf } from '@ventanilla/projections'
import type { Cache } from '@ventanilla/redis'
import { caseFiles } from './case-files/projection.ts'

export interface CountingDeps {
  database: Db
  log: Pick<EventLog, 'read'>
  cache: Cache
}

/** Something that is counted over all the cases of an entity. */
export interface Count<Asked, Counted> {
  name: string
  /** All that the numbers depend on beside the cases, as JSON: what is asked, formulas, the shape of `Counted`. */
  depends(asked: Asked): unknown
  count(asked: Asked): Promise<Counted>
}

/** Nobody asks for long after what nobody has asked for in this time. */
const TTL_MS = 60_000

/**
 * Counts over all the cases of an entity once for as long as nothing happens to them, whoever asks and wherever: a
 * screen of indicators is open at many desks, and is read again whenever something changes. What is found was counted
 * when the case files stood where they stand now, or further on. Counting 10,000 cases took 40 ms and 100,000 took
 * 370 ms on two busy cores; finding what was counted took 4 ms, two small queries and Redis.
 */
export function countedOnce<Asked extends { entity: string }, Counted>(
  deps: CountingDeps,
  { name, depends, count }: Count<Asked, Counted>,
): (asked: Asked) => Promise<Counted> {
  const { cache } = deps
  const counting = new Map<string, Promise<Counted>>()

  async function countAndKeep(key: string, asked: Asked): Promise<Counted> {
    const counted = await count(asked)
    await cache.set(key, JSON.stringify(counted), TTL_MS)
    return counted
  }

  return async (asked) => {
    const key = `${name}:${await sumOf(asked.entity, depends(asked), deps)}`
    const found = await cache.get(key)
    if (found !== undefined) return JSON.parse(found) as Counted
    const present = counting.get(key) ?? countAndKeep(key, asked).finally(() => counting.delete(key))
    counting.set(key, present)
    return present
  }
}

/**
 * Of all that the numbers depend on, also the table and the last fact folded into it. The fact by its id and not by
 * its position, which comes again with another fact when a database is restored.
 */
async function sumOf(entity: string, more: unknown, { database, log }: CountingDeps): Promise<string> {
  const { table, position } = await standingOf(database, caseFiles.name, entity)
  const [last] = position > 0 ? await log.read(entity, position - 1, 1) : []
  const depends = [table, last?.id ?? null, entity, more]
  return createHash('sha256').update(JSON.stringify(depends)).digest('hex')
}
