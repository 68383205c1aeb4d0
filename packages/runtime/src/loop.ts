import { type Backoff, backoffDelay, defaultBackoff } from './backoff.ts'
import { createBell } from './bell.ts'
import { bounded } from './bounded.ts'
import type { Logger } from './logger.ts'
import { createPulse, type Vitals } from './pulse.ts'

/**
 * True = it did something, so look again at once; 'done' = it did something, and nothing was left when it looked;
 * false = there is nothing now.
 */
type Worked = boolean | 'done'

export interface LoopOptions {
  name: string
  /**
   * One piece of work. `beat` says "alive" from within a long step. A step that throws is tried again after a growing
   * wait.
   */
  step(signal: AbortSignal, beat: () => void): Promise<Worked>
  /** Milliseconds between looks when there is nothing to do: what still works when a nudge is lost. */
  pollMs: number
  logger: Logger
  /** It takes no rest between two steps: somebody always waits for it. */
  restless?: boolean
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
  /**
   * Look now. Wakes a loop that waits, isn't lost during a step, cuts short neither the wait after an error nor the rest
   * between two steps.
   */
  nudge(): void
  /** The same for somebody who waits: it cuts the rest between two steps short. */
  hurry(): void
  /** Its last step found nothing to do, and nobody has nudged it since. */
  quiet(): boolean
  /** Ends after the present step. @throws TimeoutError when that takes longer than `timeoutMs` (10 s) */
  stop(timeoutMs?: number): Promise<void>
}

/** The longest that one who rings has to wait for a loop that rests. */
const LONGEST_REST_MS = 100

/**
 * Starts at once. Its heartbeat is apart from its progress: an idle loop beats, a hung one doesn't.
 *
 * One that is rung for again and again rests between its steps for as long as they take: what comes meanwhile goes
 * together. Each step costs a few questions to the database however little there is to do, and a busy service has some
 * twenty loops that every write wakes. What a step left undone is gone on with at once.
 */
export function loop(options: LoopOptions): Loop {
  const { name, pollMs, backoff = defaultBackoff, jitter = Math.random } = options
  const stopping = new AbortController()
  const bell = createBell(stopping.signal)
  const elapsed = options.elapsed ?? (() => performance.now())
  const pulse = createPulse(options.stallMs ?? 60_000, elapsed)

  async function turn(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell.answer()
      pulse.beat()
      const began = elapsed()
      const again = await attempt(options, pulse, stopping.signal)
      const ended = elapsed()
      const { failures } = pulse.vitals
      if (again) await breathe()
      else if (failures > 0) await waiting(backoffDelay(failures, jitter(), backoff), bell.rest)
      else {
        await waiting(pollMs, bell.wait)
        const rest = Math.min(ended - began, LONGEST_REST_MS) - (elapsed() - ended)
        if (rest > 0 && !options.restless) await waiting(rest, bell.pause)
      }
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
  return Object.assign(pulse.vitals, {
    name,
    nudge: () => bell.ring(),
    hurry: () => bell.ring(true),
    quiet: bell.quiet,
    stop,
  })
}

/** @returns whether there is more to do at once */
async function attempt(
  { name, step, logger }: LoopOptions,
  pulse: ReturnType<typeof createPulse>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const worked = await step(signal, () => pulse.beat())
    if (pulse.vitals.failures > 0)
      logger.info({ loop: name, failures: pulse.vitals.failures }, 'loop works again')
    pulse.succeeded(worked !== false)
    return worked === true
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
