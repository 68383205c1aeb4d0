/** How much a finding weighs: an error keeps the file from being published, a note asks nothing of anybody. */
export type Severity = 'error' | 'warning' | 'note'

/** What a code means: for people in Spanish, for the reference page in English. */
export interface CodeEntry {
  readonly severity: Severity
  readonly title: string
  readonly when: string
}

export type CodeTable = Readonly<Record<string, CodeEntry>>

/** Where in the file: a line of a list and its column, a page, a part of a container. Never what stands there. */
export interface Spot {
  readonly line?: number
  readonly column?: string
  readonly page?: number
  readonly part?: string
}

export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** Spanish; says what is wrong and never repeats what a list or a document says. */
  readonly detail: string
  readonly at?: Spot
  /** What was measured, and what it may be. */
  readonly found?: number | string
  readonly limit?: number | string
}
