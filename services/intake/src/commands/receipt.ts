import { trackingCode } from '@ventanilla/contracts'
import type { IntakeDeps } from '../deps.ts'
import type { FilingNumbered, FilingReceived } from '../domain/filing-events.ts'
import type { FilingQuarantined } from '../domain/quarantine.ts'

/** What of a recorded fact an answer is made of. */
export interface Told {
  entity: string
  position: number
  type: string
  data: unknown
}

/** How far the log of an entity reaches with what was answered. */
export interface Written {
  entity: string
  position: number
}

/** What who files gets, and gets again when they repeat it. */
export interface Receipt {
  caseId: string
  radicado: string
  receivedAt: string
  numberedAt: string
  /** Nowhere else: what is stored is its hash. */
  trackingCode: string
  written: Written
}

/** It was kept and can't be read as a filing yet. */
export interface Held {
  caseId: string
  reason: string
  receivedAt: string
  written: Written
}

export type Taken = { filed: Receipt; replayed: boolean } | { held: Held; replayed: boolean }

/** The answer out of the facts: the first facts of a stream say what was answered first, whatever came later. */
export function takenOf(
  { trackingSecret }: Pick<IntakeDeps, 'trackingSecret'>,
  events: readonly Told[],
  replayed: boolean,
): Taken {
  const [first, second] = events
  if (first?.type === 'FilingQuarantined') {
    const { caseId, reason, receivedAt } = first.data as FilingQuarantined
    return { held: { caseId, reason, receivedAt, written: writtenIn(first) }, replayed }
  }
  if (!first || !second) throw new Error('a filing without its facts')
  const { caseId, receivedAt } = first.data as FilingReceived
  const { radicado, numberedAt } = second.data as FilingNumbered
  if (radicado === undefined) throw new Error(`${caseId} was written without a number`)
  const code = trackingCode(trackingSecret, caseId)
  const filed = {
    ...{ caseId, radicado, receivedAt, numberedAt },
    trackingCode: code,
    written: writtenIn(second),
  }
  return { filed, replayed }
}

const writtenIn = ({ entity, position }: Told): Written => ({ entity, position })
