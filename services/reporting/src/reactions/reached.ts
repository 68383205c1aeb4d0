import type { ServiceName } from '@ventanilla/contracts'

/**
 * How far in business time the journal has got with each publisher: it holds every fact that the publisher knew of
 * at this instant. Outlives the process, so that whoever issues an extract later can tell.
 */
export interface Reached {
  /** Never goes back. Written down in the background. */
  heard(source: ServiceName, instant: string): void
  /** Undefined for a publisher that was never heard to the end. */
  instant(source: ServiceName): Promise<string | undefined>
  /** What was heard is written down. */
  close(): Promise<void>
}

/** For tests, and for what has no database. */
export function memoryReached(): Reached {
  const marks = new Map<ServiceName, string>()
  return {
    heard(source, instant) {
      if (instant > (marks.get(source) ?? '')) marks.set(source, instant)
    },
    instant: async (source) => marks.get(source),
    close: async () => {},
  }
}
