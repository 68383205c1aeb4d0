import type { Counted } from './counted.ts'

/** Something that must be true of every certificate, and is found out from what it says itself. */
export interface Rule<Code extends string = string> {
  readonly code: Code
  /** Spanish, a piece of a sentence: what is so when it holds. */
  readonly holds: string
  /** What isn't so, Spanish; undefined when it holds. */
  fault(certificate: Counted): string | undefined
}
