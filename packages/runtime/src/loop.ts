import { type Backoff, backoffDelay, defaultBackoff } from './backoff.ts'
import { createBell } from './bell.ts'
import { bounded } from './bounded.ts'
import type { Logger } from './logger.ts'
import { createPulse, type Vitals } from './pulse.ts'

export interface LoopOptions {
  name: string
  /**
   * One piece of work. True = it did something, so look again at once; false = there is nothing now. `beat` says
   * "alive" from within a long step. A step that throws is tried again after a growing wait.
   */
  step(signal: AbortSignal, beat: () => void): Promise<boolean>
  /** Milliseconds between looks when there is nothing to do: what still works when a nudge is lost. */
  pollMs: number
  logger: Logger
  /** A step that gives no sign for this long counts as hung, milliseconds. */
  stallMs?: number
  backoff?: Backoff
  /** 0..1, spreads the waits after errors. */
  jitter?: () => number
  /** Monotonic milliseconds; business time has nothing to do with loops. */
  elapsed?: () => number
}

export interface Loop extends Vitals {
  readonly name: string
  /** Look now. Wakes a loop that waits, isn't lost during a step, doesn't cut short the wait after an error. */
  nudge(): void
  /** Its last step found nothing to do, and nobody has nudged it since. */
  quiet(): boolean
  /** Ends after the present step. @throws TimeoutError when that takes longer than `timeoutMs` (10 s) */
  stop(timeoutMs?: number): Promise<void>
}

/** Starts at once. Its heartbeat is apart from its progress: an idle loop beats, a hung one doesn't. */
export function loop(options: LoopOptions): Loop {
  const { name, pollMs, backoff = defaultBackoff, jitter = Math.random } = options
  const stopping = new AbortController()
  const bell = createBell(stopping.signal)
  const pulse = createPulse(options.stallMs ?? 60_000, options.elapsed ?? (() => performance.now()))

  async function turn(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell.answer()
      pulse.beat()
      const again = await attempt(options, pulse, stopping.signal)
      const { failures } = pulse.vitals
      if (again) await breathe()
      else if (failures === 0) await waiting(pollMs, bell.wait)
      else await waiting(backoffDelay(failures, jitter(), backoff), bell.rest)
    }
  }

  function waiting(ms: number, wait: (ms: number) => Promise<void>): Promise<void> {
    pulse.beat(ms)
    return wait(ms)
  }

  const turning = Promise.resolve().then(turn)
  const stop = async (timeoutMs = 10_000) => {
    stopping.abort()
    await bounded(turning, timeoutMs, `stopping loop ${name}`)
  }
  return Object.assign(pulse.vitals, { name, nudge: bell.ring, quiet: bell.quiet, stop })
}

async function attempt(
  { name, step, logger }: LoopOptions,
  pulse: ReturnType<typeof createPulse>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const worked = await step(signal, () => pulse.beat())
    if (pulse.vitals.failures > 0)
      logger.info({ loop: name, failures: pulse.vitals.failures }, 'loop works again')
    pulse.succeeded(worked)
    return worked
  } catch (err) {
    if (signal.aborted) return false
    pulse.failed(err)
    logger.error({ loop: name, failures: pulse.vitals.failures, err }, 'loop failed')
    return false
  }
}

// A step that answers out of memory would otherwise keep timers, sockets and health checks from their turn.
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
