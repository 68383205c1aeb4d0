export interface Backoff {
  /** Wait after the first failure, milliseconds. */
  firstMs: number
  /** No wait is longer, milliseconds. */
  maxMs: number
}

export const defaultBackoff: Backoff = { firstMs: 100, maxMs: 15_000 }

/**
 * Milliseconds to wait after `failures` failures in a row (1 = the first): doubling, bounded, and spread over the
 * upper half by `jitter` (0..1), so that services which lost the same database don't all return at the same moment.
 */
export function backoffDelay(
  failures: number,
  jitter: number,
  { firstMs, maxMs }: Backoff = defaultBackoff,
): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(full * (0.5 + jitter / 2))
}
