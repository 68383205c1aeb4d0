import type { Sample } from '@ventanilla/procedures'

/** How many cases are drawn of a month's: the share of them, rounded up, and at least so many while there are. */
export function sampleSize(cases: number, { share, atLeast }: Pick<Sample, 'share' | 'atLeast'>): number {
  return Math.min(cases, Math.max(atLeast, Math.ceil((cases * share) / 100)))
}
