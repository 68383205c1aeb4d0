import { trackingCode } from '@ventanilla/contracts'
import type { IntakeDeps } from '../deps.ts'
import type { FilingNumbered, FilingReceived } from '../domain/filing-events.ts'
import type { FilingQuarantined } from '../domain/quarantine.ts'

/** What who files gets, and gets again when they repeat it. */
export interface Receipt {
  caseId: string
  radicado: string
  receivedAt: string
  numberedAt: string
  /** Nowhere else: what is stored is its hash. */
  trackingCode: string
}

/** It was kept and can't be read as a filing yet. */
export interface Held {
  caseId: string
  reason: string
  receivedAt: string
}

export type Taken = { filed: Receipt; replayed: boolean } | { held: Held; replayed: boolean }

/** The answer out of the facts: the first facts of a stream say what was answered first, whatever came later. */
export function takenOf(
  { trackingSecret }: Pick<IntakeDeps, 'trackingSecret'>,
  events: readonly { type: string; data: unknown }[],
  replayed: boolean,
): Taken {
  const [first, second] = events
  if (first?.type === 'FilingQuarantined') {
    const { caseId, reason, receivedAt } = first.data as FilingQuarantined
    return { held: { caseId, reason, receivedAt }, replayed }
  }
  if (!first || !second) throw new Error('a filing without its facts')
  const { caseId, receivedAt } = first.data as FilingReceived
  const { radicado, numberedAt } = second.data as FilingNumbered
  if (radicado === undefined) throw new Error(`${caseId} was written without a number`)
  const code = trackingCode(trackingSecret, caseId)
  return { filed: { caseId, radicado, receivedAt, numberedAt, trackingCode: code }, replayed }
}
