/** What a column counts of the cases of one unit; which cases these are, `place` says. */
export type Measure =
  | 'pending-at-start'
  | 'received'
  | 'attended'
  | 'resolved-here'
  | 'resolved'
  | 'pending-at-end'

export interface Column {
  readonly code: string
  readonly name: string
  readonly counts: Measure
}

export interface CaptureUnit {
  readonly code: string
  readonly name: string
  /** It counts every case, whatever its product. */
  readonly total: boolean
}

/** `column` must be the sum of `plus` less the sum of `minus`, in every unit. */
export interface ColumnCheck {
  readonly column: string
  readonly plus: readonly string[]
  readonly minus: readonly string[]
}

/** Where the value of a field comes from: written down, a parameter, or what is being rendered. */
export type FieldValue =
  | { readonly text: string }
  | { readonly parameter: string }
  | { readonly value: 'sequence' | 'line-count' | 'column' | 'unit' | 'sign' }
  | { readonly value: 'cut-date'; readonly style: string }
  | { readonly value: 'amount'; readonly decimals: number }

export type Field = FieldValue & {
  readonly name: string
  readonly width: number
  readonly fill: string
  readonly align: 'left' | 'right'
}

export interface RecordLayout {
  readonly id: string
  /** One line for each pair, the first named varying slowest; one line in all when empty. */
  readonly each: readonly ('column' | 'unit')[]
  readonly fields: readonly Field[]
}

export interface FileLayout {
  readonly name: string
  readonly encoding: 'ascii' | 'latin1' | 'utf8'
  readonly lineEnd: 'lf' | 'crlf'
  readonly endAfterLast: boolean
}

/** A case's way out that no column takes: it is counted nowhere. */
export const NOWHERE = 'ninguna'

export interface Rules {
  /** Kinds that are counted. */
  readonly kinds: readonly string[]
  /** Column of each outcome, and of each final state of a case that ended without one; or NOWHERE. */
  readonly endings: Readonly<Record<string, string>>
  /** The column by which a case that is opened again enters the quarter. */
  readonly reopened: string
}

/**
 * All that the bytes of an extract depend on, besides the facts: kept with the first extract that it made, so that
 * this one can be made again whatever becomes of the files it was read from.
 */
export interface Definition {
  readonly id: string
  readonly format: string
  readonly name: string
  readonly file: FileLayout
  readonly columns: readonly Column[]
  readonly units: readonly CaptureUnit[]
  readonly checks: readonly ColumnCheck[]
  /** Column of a quarter that must be what `column` of the one before was. */
  readonly carried: { readonly from: string; readonly to: string }
  readonly records: readonly RecordLayout[]
  /** Texts that fields refer to. */
  readonly parameters: Readonly<Record<string, string>>
  readonly rules: Rules
  /** Capture unit of each product of the entity. */
  readonly products: Readonly<Record<string, string>>
}

export function totalUnit({ units }: Pick<Definition, 'units'>): string {
  const total = units.find((unit) => unit.total)
  if (!total) throw new TypeError('a format has a unit that counts everything')
  return total.code
}

/** The column that counts such a thing; of the outcomes there may be several. */
export function columnsOf({ columns }: Pick<Definition, 'columns'>, counts: Measure): readonly string[] {
  return columns.filter((column) => column.counts === counts).map(({ code }) => code)
}
