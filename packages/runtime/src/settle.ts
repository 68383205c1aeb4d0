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

/** What can be asked of everything that runs. */
export interface Settling {
  loops: readonly Loop[]
  lag(): Promise<Lag[]>
  /** A text that changes whenever any log is written. */
  heads(): Promise<string>
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
 * Resolves when nothing is behind in two passes in a row and no log was written between them. The cheap question
 * (are all loops quiet?) comes before the dear one, which costs queries.
 * @throws NotSettledError after `timeoutMs` milliseconds
 */
export async function settle(running: Settling, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  let before: string | undefined
  for (;;) {
    while (!allQuiet(running) && performance.now() < deadline) await sleep(GLANCE_MS)
    const { waiting, heads } = await pass(running)
    if (waiting.length === 0 && heads === before) return
    before = waiting.length === 0 ? heads : undefined
    if (performance.now() >= deadline) throw new NotSettledError(timeoutMs, waiting)
    if (waiting.length > 0) {
      // Written elsewhere, or a nudge was lost: nobody is left to wake them but their polls.
      for (const loop of running.loops) loop.nudge()
      await sleep(GLANCE_MS)
    }
  }
}

function allQuiet({ loops }: Settling): boolean {
  return loops.every((loop) => loop.quiet())
}

/** Heads before lags: what is written meanwhile shows in the next pass. */
async function pass({ heads, lag, loops }: Settling): Promise<{ waiting: Lag[]; heads: string | undefined }> {
  try {
    const now = await heads()
    const waiting = (await lag()).filter(({ behind, failing }) => behind > 0 || failing !== undefined)
    const busy = loops.filter((loop) => !loop.quiet() && !waiting.some(({ name }) => name === loop.name))
    return { waiting: [...waiting, ...busy.map(({ name }) => ({ name, behind: 0 }))], heads: now }
  } catch (error) {
    return { waiting: [{ name: 'lag', behind: 0, failing: failureName(error) }], heads: undefined }
  }
}
