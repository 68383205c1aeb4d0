import { constants } from 'node:os'
import { bounded } from './bounded.ts'
import type { Logger } from './logger.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const
type Signal = (typeof SIGNALS)[number]

/** The piece of `process` that a drain touches. */
export interface Host {
  on(signal: Signal, listener: (signal: Signal) => void): unknown
  off(signal: Signal, listener: (signal: Signal) => void): unknown
  exit(code: number): void
}

export interface DrainOptions {
  /** Stop accepting, finish what is in flight, stop the loops, close: in that order, by who composed the process. */
  close(): Promise<void>
  logger: Logger
  /** Milliseconds for all of it; past them the process ends with 1. */
  timeoutMs?: number
  host?: Host
}

export interface Drain {
  /** As the first signal does, for who has another reason to end. */
  begin(): void
  /** Forget the signals: for who closes by another way. */
  dispose(): void
}

/**
 * On the first SIGTERM or SIGINT closes and lets the process end by itself with 0; when closing fails or takes too
 * long ends it with 1. A second signal ends it at once with 128 + its number. Leaves no handle and no listener.
 */
export function drainOnSignals({ close, logger, timeoutMs = 10_000, host = process }: DrainOptions): Drain {
  let draining = false
  let deadline: NodeJS.Timeout | undefined

  const onSignal = (signal: Signal) => {
    if (draining) return host.exit(128 + constants.signals[signal])
    begin(signal)
  }

  function begin(signal?: Signal): void {
    if (draining) return
    draining = true
    logger.info({ signal, timeoutMs }, 'draining')
    // Once closed nothing should be left that holds the process; what is, must not hold it for ever.
    deadline = setTimeout(() => host.exit(1), timeoutMs).unref()
    void finish()
  }

  async function finish(): Promise<void> {
    try {
      await bounded(Promise.resolve().then(close), timeoutMs, 'draining')
      logger.info('drained')
    } catch (err) {
      logger.error({ err }, 'drain failed')
      host.exit(1)
    }
  }

  for (const signal of SIGNALS) host.on(signal, onSignal)
  return {
    begin: () => begin(),
    dispose() {
      clearTimeout(deadline)
      for (const signal of SIGNALS) host.off(signal, onSignal)
    },
  }
}
