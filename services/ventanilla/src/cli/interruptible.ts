import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** One Ctrl+C may arrive twice, from the terminal and from who started us; who means it presses again later. */
const SAME_MS = 1_000

/**
 * Work that has to put away what it started when it is broken off. On the first SIGINT or SIGTERM `broken` aborts;
 * once the work has ended the process ends with 128 and the signal's number. A second signal ends it at once.
 * @param told what is said, in Spanish: at the signal, and at the end
 */
export async function interruptible(
  work: (broken: AbortSignal) => Promise<void>,
  told: { stopping: string; stopped: string },
): Promise<void> {
  const stop = new AbortController()
  let first: { code: number; at: number } | undefined
  const onSignal = (signal: (typeof SIGNALS)[number]) => {
    const code = 128 + constants.signals[signal]
    if (first === undefined) {
      first = { code, at: performance.now() }
      process.stderr.write(`\n${told.stopping}\n`)
      stop.abort()
    } else if (performance.now() - first.at > SAME_MS) process.exit(code)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  try {
    await work(stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
  if (first === undefined) return
  process.stderr.write(`${told.stopped}\n`)
  // What was broken off may still wait for an answer that nobody gives any more.
  process.exit(first.code)
}
