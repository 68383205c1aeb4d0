import type { EventLog, Recorded } from './event-log.ts'

/** Of all logs together. */
const MOST = 2_000

/**
 * Reads through what was read last. A service's read models, its relay and whoever follows it in the same process are
 * woken by one write and want the same facts: without this each of them asks for them, and unpacks them, by itself. Who
 * knows the head asks for no more than there is up to it.
 */
export function throughTail(read: EventLog['read']): EventLog['read'] {
  /** Without gaps each; the one that was used last stands last. */
  const tails = new Map<string, Recorded[]>()
  let kept = 0
  /** To be sent at the end of this turn of the event loop. */
  const asking = new Map<string, { limit: number; answer: Promise<Recorded[]> }>()

  /** As many as were asked for, or undefined: only the database knows whether there are no more. */
  function known(entity: string, after: number, limit: number): Recorded[] | undefined {
    const tail = tails.get(entity)
    const from = after + 1 - (tail?.[0]?.position ?? Number.POSITIVE_INFINITY)
    return tail && from >= 0 && from + limit <= tail.length ? tail.slice(from, from + limit) : undefined
  }

  function keep(entity: string, found: readonly Recorded[]): void {
    const tail = tails.get(entity) ?? []
    const next = (tail.at(-1)?.position ?? 0) + 1
    const [first] = found
    const last = found.at(-1)
    if (!first || !last || last.position < next) return
    const joined = first.position <= next ? tail.concat(found.slice(next - first.position)) : [...found]
    const longer = joined.slice(-MOST)
    kept += longer.length - tail.length
    tails.delete(entity)
    tails.set(entity, longer)
    for (const [oldest, { length }] of tails) {
      if (kept <= MOST) return
      tails.delete(oldest)
      kept -= length
    }
  }

  async function ask(entity: string, after: number): Promise<Recorded[]> {
    await new Promise((resolve) => setImmediate(resolve))
    const name = `${entity} ${after}`
    const { limit = 0 } = asking.get(name) ?? {}
    asking.delete(name)
    const found = await read(entity, after, limit)
    keep(entity, found)
    return found
  }

  return async (entity, after, limit) => {
    const there = known(entity, after, limit)
    if (there) return there
    const name = `${entity} ${after}`
    const asked = asking.get(name) ?? { limit, answer: ask(entity, after) }
    asked.limit = Math.max(asked.limit, limit)
    asking.set(name, asked)
    return (await asked.answer).slice(0, limit)
  }
}
