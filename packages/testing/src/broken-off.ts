const ends = new Set<() => Promise<unknown>>()
const PATIENCE_MS = 30_000
let over = false

/**
 * What `endWhenBrokenOff` will end too: a server in a session of its own outlives Ctrl-C.
 * @param started also while it is being started
 * @returns the same end, for who comes to it by the usual way; what did not start has none
 */
export function ifBrokenOff<T>(
  started: T | Promise<T>,
  end: (started: T) => Promise<unknown>,
): () => Promise<void> {
  const whenStarted = Promise.resolve(started)
  const ended = () => whenStarted.then(end, () => {})
  ends.add(ended)
  return async () => {
    ends.delete(ended)
    await ended()
  }
}

/** Whether what was started is being ended: nothing is to be started any more. */
export const brokenOff = (): boolean => over

/** Ctrl-C and SIGTERM end what was started before they end this process; a second one ends it at once. */
export function endWhenBrokenOff(): void {
  const codes = { SIGINT: 130, SIGTERM: 143 }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      over = true
      setTimeout(() => process.exit(codes[signal]), PATIENCE_MS)
      // Whoever was waiting for one of them to start has started the next meanwhile.
      while (ends.size > 0) {
        const started = [...ends]
        ends.clear()
        await Promise.allSettled(started.map((end) => end()))
      }
      process.exit(codes[signal])
    })
}

/** Waits for ever once it is broken off: whoever ends what was started ends this process too. */
export const unlessBrokenOff = (): Promise<void> => (over ? new Promise(() => {}) : Promise.resolve())
