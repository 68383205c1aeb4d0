import { setTimeout as sleep } from 'node:timers/promises'
import type { Loop } from './loop.ts'
import { failureName } from './safe-error.ts'

/** How far one piece of work is behind. */
export interface Lag {
  name: string
  /** Events or tasks that wait; 0 = up to date. */
  behind: number
  /** Code or class of the error it is stuck on. */
  failing?: string
}

/** Who waits or fails at one moment, and a text that changes whenever any log is written. */
export interface Look {
  waiting: readonly Lag[]
  /** Undefined when it can't be told. */
  heads: string | undefined
}

/** What can be asked of something that runs: of one process, or of several together. */
export interface Settling {
  /** The cheap question: nothing is at work as far as can be seen from here. */
  quiet(): boolean
  /** The dear one: it costs queries. */
  look(): Promise<Look>
  /** Written elsewhere, or a nudge was lost: nobody is left to wake them but their polls. */
  nudge(): void
}

/** Business time can't go on: who is behind or failing, and by how much. */
export class NotSettledError extends Error {
  override readonly name = 'NotSettledError'
  readonly lag: readonly Lag[]

  constructor(timeoutMs: number, lag: readonly Lag[]) {
    const lines = lag.map(
      ({ name, behind, failing }) => `  ${name}: ${behind}${failing ? ` (${failing})` : ''}`,
    )
    super([`not settled after ${timeoutMs} ms:`, ...lines].join('\n'))
    this.lag = lag
  }
}

const GLANCE_MS = 1

/**
 * Resolves when nothing is behind in two looks in a row and no log was written between them.
 * @throws NotSettledError after `timeoutMs` milliseconds
 */
export async function settle(running: Settling, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  let before: string | undefined
  for (;;) {
    await quiet(running, deadline)
    const { waiting, heads } = await running.look()
    if (waiting.length === 0 && heads !== undefined && heads === before) return
    before = waiting.length === 0 ? heads : undefined
    if (performance.now() >= deadline) throw new NotSettledError(timeoutMs, waiting)
    if (waiting.length > 0) {
      running.nudge()
      await sleep(GLANCE_MS)
    }
  }
}

/** Until nothing is at work, or until the deadline (monotonic milliseconds). */
export async function quiet(running: Pick<Settling, 'quiet'>, deadline: number): Promise<void> {
  while (!running.quiet() && performance.now() < deadline) await sleep(GLANCE_MS)
}

/** All of them as one. */
export function together(all: () => readonly Settling[]): Settling {
  return {
    quiet: () => all().every((one) => one.quiet()),
    async look() {
      const looks = await Promise.all(all().map((one) => one.look()))
      const heads = looks.map((look) => look.heads)
      return {
        waiting: looks.flatMap(({ waiting }) => waiting),
        heads: heads.includes(undefined) ? undefined : heads.join(' '),
      }
    },
    nudge() {
      for (const one of all()) one.nudge()
    },
  }
}

/** What runs in this process. */
export interface Settled {
  loops: readonly Loop[]
  lag(): Promise<Lag[]>
  heads(): Promise<string>
}

export function settlingHere({ loops, lag, heads }: Settled): Settling {
  return {
    quiet: () => loops.every((loop) => loop.quiet()),
    /** Heads before lags: what is written meanwhile shows in the next look. */
    async look() {
      try {
        const now = await heads()
        const waiting = (await lag()).filter(({ behind, failing }) => behind > 0 || failing !== undefined)
        const busy = loops.filter((loop) => !loop.quiet() && !waiting.some(({ name }) => name === loop.name))
        return { waiting: [...waiting, ...busy.map(({ name }) => ({ name, behind: 0 }))], heads: now }
      } catch (error) {
        return { waiting: [{ name: 'lag', behind: 0, failing: failureName(error) }], heads: undefined }
      }
    },
    nudge() {
      for (const loop of loops) loop.nudge()
    },
  }
}
