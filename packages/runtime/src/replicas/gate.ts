/**
 * This process is none of the replicas of its service just now: what it was about to write may come too late. Marked
 * `retryable`, so that a caller is told to come again and nobody takes the work itself for bad.
 */
export class StandingLost extends Error {
  override readonly name = 'StandingLost'
  readonly code = 'standing-lost'
  readonly retryable = true

  constructor(cause?: unknown) {
    super('this process is none of the replicas of its service just now', { cause })
  }
}

/** Stands before everything that writes facts. Open until somebody says when it isn't. */
export interface Gate {
  /** @throws StandingLost while it is shut */
  pass(): void
  openWhile(standing: () => boolean, why: () => unknown): void
}

export function createGate(): Gate {
  let open = () => true
  let cause = (): unknown => undefined
  return {
    pass() {
      if (!open()) throw new StandingLost(cause())
    },
    openWhile(standing, why) {
      open = standing
      cause = why
    },
  }
}
