/** A wait that can be cut short, and that remembers a ring which came while nobody waited. */
export interface Bell {
  /** @param urgent ends a `pause` too */
  ring(urgent?: boolean): void
  /** Rings until now are answered by what the caller is about to do. */
  answer(): void
  /** Ends after `ms`, on a ring (one that came since the last `answer` included), or when the signal aborts. */
  wait(ms: number): Promise<void>
  /** Ends after `ms` or when the signal aborts; a ring waits its turn, unless it is urgent. */
  pause(ms: number): Promise<void>
  /** Ends after `ms` or when the signal aborts; every ring waits its turn. */
  rest(ms: number): Promise<void>
  /** Somebody is in `wait` and nobody has rung. */
  quiet(): boolean
}

export function createBell(signal: AbortSignal): Bell {
  let rung = false
  let urged = false
  let wake: (() => void) | undefined
  let urge: (() => void) | undefined

  function sleep(ms: number, cutShort: 'never' | 'urgent' | 'rung'): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        wake = undefined
        urge = undefined
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
      if (cutShort === 'rung') wake = done
      if (cutShort === 'urgent') urge = done
    })
  }

  return {
    ring(urgent = false) {
      rung = true
      urged ||= urgent
      wake?.()
      if (urgent) urge?.()
    },
    answer() {
      rung = false
      urged = false
    },
    wait: (ms) => (rung ? Promise.resolve() : sleep(ms, 'rung')),
    pause: (ms) => (urged ? Promise.resolve() : sleep(ms, 'urgent')),
    rest: (ms) => sleep(ms, 'never'),
    quiet: () => wake !== undefined,
  }
}
