/** A wait that can be cut short, and that remembers a ring which came while nobody waited. */
export interface Bell {
  ring(): void
  /** Rings until now are answered by what the caller is about to do. */
  answer(): void
  /** Ends after `ms`, on a ring (one that came since the last `answer` included), or when the signal aborts. */
  wait(ms: number): Promise<void>
  /** Ends after `ms` or when the signal aborts; a ring waits its turn. */
  rest(ms: number): Promise<void>
  /** Somebody is in `wait` and nobody has rung. */
  quiet(): boolean
}

export function createBell(signal: AbortSignal): Bell {
  let rung = false
  let wake: (() => void) | undefined

  function pause(ms: number, cutShort: boolean): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        wake = undefined
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
      if (cutShort) wake = done
    })
  }

  return {
    ring() {
      rung = true
      wake?.()
    },
    answer() {
      rung = false
    },
    wait: (ms) => (rung ? Promise.resolve() : pause(ms, true)),
    rest: (ms) => pause(ms, false),
    quiet: () => wake !== undefined,
  }
}
