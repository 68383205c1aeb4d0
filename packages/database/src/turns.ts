import { AsyncLocalStorage } from 'node:async_hooks'

/** How long a turn lasts at most, milliseconds. It is a courtesy, and no lock: who has one may need another to go on. */
const LONGEST_MS = 1_000

/** Of so many turns one is for those who aren't first, when there are both. */
const SHARE = 8

interface Turns {
  free: boolean
  /** Told that a turn is theirs. */
  readonly first: Queue
  readonly others: Queue
  /** Given to `first` since `others` had one. */
  since: number
  readonly longestMs: number
}

type Queue = (() => void)[]

interface Asked {
  readonly turns: Turns
  readonly queue: Queue
  readonly onTurn: (() => void) | undefined
}

const asked = new AsyncLocalStorage<Asked | undefined>()

interface How {
  /** It comes before what isn't, seven times of eight. */
  first?: boolean | undefined
  /** Told of each turn that it gets: who waits for one doesn't hang. */
  onTurn?: () => void
}

type InTurns = <T>(work: () => T, how?: How) => T

/**
 * Runs work whose statements and transactions, on all databases of the process, go one after the other: what comes in
 * heaps then keeps one processor of the server busy, and leaves the others to who waits. A transaction that may take as
 * long as it takes, and a connection that was taken out, have no turns; what takes longer goes on beside the next.
 */
export function oneAtATime(longestMs = LONGEST_MS): InTurns {
  const turns: Turns = { free: true, first: [], others: [], since: 0, longestMs }
  return (work, { first, onTurn } = {}) =>
    asked.run({ turns, queue: first ? turns.first : turns.others, onTurn }, work)
}

/** What is asked while it has its turn is part of it. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = asked.getStore()
  if (!mine) return work()
  const { turns, queue } = mine
  if (turns.free) turns.free = false
  else await new Promise<void>((resolve) => queue.push(resolve))
  mine.onTurn?.()
  let over = false
  const end = () => {
    if (!over) handOn(turns)
    over = true
  }
  const limit = setTimeout(end, turns.longestMs)
  try {
    return await asked.run(undefined, work)
  } finally {
    clearTimeout(limit)
    end()
  }
}

function handOn(turns: Turns): void {
  const { first, others } = turns
  const theirs = others.length > 0 && (first.length === 0 || turns.since >= SHARE - 1)
  turns.since = theirs ? 0 : turns.since + 1
  const next = (theirs ? others : first).shift()
  turns.free = next === undefined
  next?.()
}
