import type { Fact } from '@ventanilla/decider'

export type Mode = 'named' | 'anonymous' | 'reserved'

export interface Attachment {
  ref: string
  bytes: number
  mediaType?: string
}

/** What was sent, with everything that speaks of persons left out. */
export interface FilingFacts {
  procedure: string
  kind: string
  channel: string
  mode: Mode
  receivedAt: string
  theme?: string
  product?: string
  /** Where the person was attended, and by which turn. */
  attended?: { point: string; turn?: string }
  term?: { amount: number; unit: 'business-days' | 'calendar-days' }
  recordedBy?: string
  externalRef?: string
}

/** Where in the vault the rest of it is. */
export interface FilingRefs {
  /** Whose key the raw envelope and the text lie under. */
  envelopeRef: string
  textRef: string
  /** Whose key the contact lies under: the same for all that one person files. */
  personRef?: string
  /** What the person said of themselves this time. */
  contactRef?: string
  /**
   * Who asked for reserve, to all but intake: of this filing alone, and whose key the contact lies under. Erased with
   * the person.
   */
  reservedRef?: string
}

export interface FilingReceived extends FilingFacts, FilingRefs {
  caseId: string
  attachments: Attachment[]
  trackingHash: string
}

/** `number` and `radicado` are written by the log, in the order of its commits. */
export interface FilingNumbered {
  caseId: string
  series: string
  numberedAt: string
  number?: number
  radicado?: string
}

export type FilingEvent = Fact<'FilingReceived', FilingReceived> | Fact<'FilingNumbered', FilingNumbered>
