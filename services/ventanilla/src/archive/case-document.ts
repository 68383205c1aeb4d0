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
  /** Absent: another system keeps it, under `ref`. */
  content?: () => Promise<Content>
  ref?: string
}
