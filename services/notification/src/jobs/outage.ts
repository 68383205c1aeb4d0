import { type Backoff, backoffDelay, failureName, type Logger } from '@ventanilla/runtime'

/** Whether there is a mail server to speak with. Told when it goes and when it comes, not at every try. */
export interface Outage {
  /** No use in trying yet. */
  lasts(): boolean
  begins(error: unknown): void
  ends(): void
}

export interface OutageOptions extends Backoff {
  logger: Logger
  jitter?: () => number
  elapsed?: () => number
}

export function createOutage(options: OutageOptions): Outage {
  const { logger, jitter = Math.random, elapsed = () => performance.now() } = options
  let failures = 0
  let until = 0
  return {
    lasts: () => elapsed() < until,
    begins(error) {
      // Several were on their way when it went: one outage.
      if (elapsed() < until) return
      failures += 1
      until = elapsed() + backoffDelay(failures, jitter(), options)
      const cause = error instanceof Error ? error.cause : undefined
      if (failures === 1) logger.warn({ failure: failureName(cause ?? error) }, 'no mail server answers')
    },
    ends() {
      if (failures > 0) logger.info({ failures }, 'the mail server answers again')
      failures = 0
      until = 0
    },
  }
}
