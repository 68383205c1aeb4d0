import type { Bounds } from '../bounds.ts'
import type { Checked, CheckOrder } from '../check.ts'
import type { Code } from '../codes.ts'
import type { CleaningRecord, NotCleaned } from '../document/clean-document.ts'

/** What the process that reads a file is told. */
export type Order = ({ readonly do: 'check' } & CheckOrder) | { readonly do: 'clean' }

export interface Assignment {
  readonly order: Order
  readonly bounds: Bounds
}

/** What it answers, as JSON. */
export type Answer =
  | { readonly checked: Checked }
  | { readonly record: CleaningRecord }
  | { readonly notCleaned: NotCleaned; readonly detail: string }
  | { readonly unreadable: { readonly code: Code; readonly detail: string } }
  | { readonly stopped: Stopped }

export type Stopped = 'time' | 'memory'
