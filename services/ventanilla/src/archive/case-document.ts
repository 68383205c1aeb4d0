import type { Readable } from 'node:stream'

export interface Content {
  body: Buffer | Readable
  /** The media type. */
  format: string
}

/** One document of a case, before it is put anywhere. */
export interface CaseDocument {
  caseId: string
  name: string
  type: string
  /** Instants. */
  created: string
  incorporated: string
  extension: string
  /** Absent of what somebody brought: whether it was paper before is known to nobody here. */
  origin?: 'Electrónico'
  /** Written again for this, from the settings of today. */
  rewritten?: true
  /** Absent: it is kept elsewhere, under `ref`. */
  content?: () => Promise<Content>
  ref?: string
}
