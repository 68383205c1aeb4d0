import { setTimeout as sleep } from 'node:timers/promises'
import type { Folded } from './generations.ts'

/** What serves a model, as it was seen at some moment: more may be folded into it since, never less. */
type Serving = Pick<Folded, 'table' | 'places'>

interface Waiter {
  entity: string
  position: number
  resolve(table: string): void
}

/** A table that was replaced is kept for two minutes: what was seen of it is good for less. */
const GOOD_MS = 30_000
const FIRST_LOOK_MS = 20
const LATEST_LOOK_MS = 100

/**
 * Those who wait until a log is folded up to a position. Who folds it in this process tells; what another process
 * folds is looked up, ever less often, with one question for all who wait.
 * @param look the table that serves, and how far it has folded
 */
export function createWaiting(look: () => Promise<Serving | undefined>) {
  const waiters = new Set<Waiter>()
  const listeners = new Set<() => void>()
  let seen: { serving: Serving; at: number } | undefined
  let looking: Promise<void> | undefined

  function told(serving: Serving): void {
    seen = { serving, at: performance.now() }
    for (const waiter of waiters) {
      if (!holds(serving, waiter)) continue
      waiters.delete(waiter)
      waiter.resolve(serving.table)
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look()
      .then((serving) => serving && told(serving))
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  /** The table that serves, once it holds what was written up to the position; undefined after `milliseconds`. */
  async function until(entity: string, position: number, milliseconds: number): Promise<string | undefined> {
    if (seen && performance.now() - seen.at < GOOD_MS && holds(seen.serving, { entity, position }))
      return seen.serving.table
    const { promise, resolve } = Promise.withResolvers<string>()
    const waiter = { entity, position, resolve }
    const ending = new AbortController()
    waiters.add(waiter)
    for (const listener of listeners) listener()
    try {
      return await Promise.race([promise, lookUntil(performance.now() + milliseconds, ending.signal)])
    } finally {
      ending.abort()
      waiters.delete(waiter)
    }
  }

  /** Ends with nothing: what a look finds reaches the waiter by `told`. */
  async function lookUntil(end: number, signal: AbortSignal): Promise<undefined> {
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LATEST_LOOK_MS)) {
      const left = end - performance.now()
      if (left <= 0) return undefined
      await sleep(Math.min(pause, left), undefined, { signal }).catch(() => {})
      if (signal.aborted) return undefined
      await lookOnce()
    }
  }

  function onAwaited(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return { told, until, onAwaited }
}

function holds({ places }: Serving, { entity, position }: Pick<Waiter, 'entity' | 'position'>): boolean {
  return (places[entity] ?? 0) >= position
}
