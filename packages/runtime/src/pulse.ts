import { failureName } from './safe-error.ts'

/** What the world may know of a loop's life. Times are monotonic milliseconds. */
export interface Vitals {
  /** Still turning: the last sign of life is younger than what the present step or wait allows. */
  alive(): boolean
  readonly lastBeat: number
  /** The last step that did something. */
  readonly lastProgress: number | undefined
  /** Code or class of the error the last step ended in; never its message, which may quote a person's data. */
  readonly failing: string | undefined
  /** Failures in a row. */
  readonly failures: number
}

export interface Pulse {
  /** One object for the loop's whole life; it changes as the loop lives. */
  readonly vitals: Vitals
  /** A sign of life. The next one is due within `stallMs` and what is about to be waited. */
  beat(aboutToWaitMs?: number): void
  succeeded(worked: boolean): void
  failed(error: unknown): void
}

export function createPulse(stallMs: number, elapsed: () => number): Pulse {
  let nextBeatBy = elapsed() + stallMs
  const vitals = {
    alive: () => elapsed() <= nextBeatBy,
    lastBeat: elapsed(),
    lastProgress: undefined as number | undefined,
    failing: undefined as string | undefined,
    failures: 0,
  }
  return {
    vitals,
    beat(aboutToWaitMs = 0) {
      vitals.lastBeat = elapsed()
      nextBeatBy = vitals.lastBeat + aboutToWaitMs + stallMs
    },
    succeeded(worked) {
      if (worked) vitals.lastProgress = elapsed()
      vitals.failing = undefined
      vitals.failures = 0
    },
    failed(error) {
      vitals.failing = failureName(error)
      vitals.failures += 1
    },
  }
}
