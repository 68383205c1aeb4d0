import { type Code, codes } from './codes.ts'
import type { Finding, Severity, Spot } from './finding.ts'

export type FindingExtra = {
  at?: Spot
  found?: number | string
  limit?: number | string
  /** Where a parameter makes more, or less, of it. */
  severity?: Severity
}

export interface Found {
  /** True when nothing weighs as an error. */
  readonly ok: boolean
  /** Exact, also of those that are not listed. */
  readonly counts: Readonly<Partial<Record<Code, number>>>
  readonly findings: readonly Finding[]
  /** How many were counted and not listed. */
  readonly omitted: number
}

/**
 * Collects findings: all are counted, the first of each severity are kept. Each severity has its own room, so that a
 * hundred thousand notes don't crowd out the one error.
 */
export class Findings {
  readonly #listed: number
  readonly #counts = new Map<Code, number>()
  readonly #kept: Finding[] = []
  readonly #bySeverity: Record<Severity, number> = { error: 0, warning: 0, note: 0 }

  /** @param listed how many of each severity are given in full */
  constructor(listed = 1000) {
    this.#listed = listed
  }

  add(code: Code, detail: string, { severity = codes[code].severity, ...extra }: FindingExtra = {}): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1)
    this.#bySeverity[severity] += 1
    if (this.#bySeverity[severity] <= this.#listed) this.#kept.push({ code, severity, detail, ...extra })
  }

  get ok(): boolean {
    return this.#bySeverity.error === 0
  }

  result(): Found {
    const total = Object.values(this.#bySeverity).reduce((sum, count) => sum + count, 0)
    return {
      ok: this.ok,
      counts: Object.fromEntries(this.#counts),
      findings: this.#kept,
      omitted: total - this.#kept.length,
    }
  }
}
