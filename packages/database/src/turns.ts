import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a turn is waited for. It is a courtesy, and no lock: who has one may need what another waits with. */
const PATIENCE_MS = 1_000

interface Turns {
  free: boolean
  /** Told that a turn is theirs. */
  readonly first: Set<() => void>
  readonly others: Set<() => void>
}

interface Asked {
  readonly turns: Turns
  readonly queue: Set<() => void>
}

const asked = new AsyncLocalStorage<Asked | undefined>()

/** How work is run; `first` comes before what isn't. */
type InTurns = <T>(work: () => T, first?: boolean) => T

/**
 * Runs work whose statements and transactions, on all databases of the process, go one after the other: what comes in
 * heaps then keeps one processor of the server busy, and leaves the others to who waits. A transaction that may take as
 * long as it takes, a connection that was taken out, and what waited for a second, go on beside it.
 */
export function oneAtATime(): InTurns {
  const turns: Turns = { free: true, first: new Set(), others: new Set() }
  return (work, first) => asked.run({ turns, queue: first ? turns.first : turns.others }, work)
}

/** What is asked while it has its turn is part of it. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = asked.getStore()
  if (!mine) return work()
  const has = await turn(mine)
  try {
    return await asked.run(undefined, work)
  } finally {
    if (has) handOn(mine.turns)
  }
}

/** @returns whether it has one, and did not only wait long enough */
async function turn({ turns, queue }: Asked): Promise<boolean> {
  if (turns.free) {
    turns.free = false
    return true
  }
  const { promise: mine, resolve } = Promise.withResolvers<void>()
  queue.add(resolve)
  const limit = new AbortController()
  const tooLong = sleep(PATIENCE_MS, undefined, { signal: limit.signal }).catch(() => {})
  await Promise.race([mine, tooLong])
  limit.abort()
  return !queue.delete(resolve)
}

function handOn(turns: Turns): void {
  const queue = turns.first.size > 0 ? turns.first : turns.others
  const [next] = queue
  if (!next) {
    turns.free = true
    return
  }
  queue.delete(next)
  next()
}
