import type { LocalDate } from '@ventanilla/calendar'
import { longestTerm, type Unit } from '@ventanilla/terms'
import { earliestFiling, isCalendarDate, isFilingDate, latestAnswer, latestFiling } from './filing-date.ts'
import { type Channel, channelIn, type Kind, kindIn, unitIn } from './filing-words.ts'

/** One filing as another system recorded it. */
export interface FilingRow {
  /** Physical line in the file, from 1. */
  readonly line: number
  /** Its number in the original; unique in the file. */
  readonly row: string
  readonly filedOn: LocalDate
  /** '' when the file has none. */
  readonly theme: string
  /** The words of the file, and the kind they stand for. */
  readonly requestClass: string
  readonly kind: Kind
  readonly channel: Channel
  /** Absent: the term of its kind. */
  readonly term?: { readonly amount: number; readonly unit: Unit }
  /** Days granted on top, in the unit of the term; 0 for none. */
  readonly extensionDays: number
  /** The official due date; absent: nothing to compare with. */
  readonly dueOn?: LocalDate
  /** Absent: still open. May precede `filedOn`: what was recorded is a fact, right or not. */
  readonly answeredOn?: LocalDate
  readonly state?: string
  readonly timeliness?: string
  /** 'total-days-differ': the file's total is not its term plus its extension. */
  readonly notes: readonly 'total-days-differ'[]
}

/** A line that cannot be filed, and why, in Spanish. */
export interface BadRow {
  readonly line: number
  readonly row?: string
  readonly code: BadRowCode
  readonly reason: string
}

export type BadRowCode =
  | 'quote-unclosed'
  | 'columns-differ'
  | 'row-invalid'
  | 'row-repeated'
  | 'date-invalid'
  | 'class-unknown'
  | 'channel-unknown'
  | 'term-invalid'
  | 'unit-unknown'
  | 'extension-invalid'

/** Columns a file cannot do without; the others may be missing, or empty in a row. */
export const requiredColumns = ['row', 'filed_on', 'request_class', 'channel'] as const
export const optionalColumns = [
  'theme',
  'term_days',
  'day_unit',
  'extension_days',
  'total_days',
  'due_on',
  'answered_on',
  'state',
  'timeliness',
] as const
export type Column = (typeof requiredColumns)[number] | (typeof optionalColumns)[number]

/** What the cells of a line say, or the first thing in it that cannot be. */
export function readRow(line: number, cell: (column: Column) => string): FilingRow | BadRow {
  const row = cell('row')
  const bad = (code: BadRowCode, reason: string): BadRow => ({ line, ...(row && { row }), code, reason })
  // It becomes part of an idempotency key, which is visible ASCII.
  if (!/^[\w./-]{1,64}$/.test(row)) {
    return bad('row-invalid', `row: falta el número o tiene caracteres que no sirven: «${row}»`)
  }
  const date = (column: Column) => `${column}: «${cell(column)}» no es una fecha AAAA-MM-DD que exista`
  if (!isFilingDate(cell('filed_on'))) {
    return bad('date-invalid', `${date('filed_on')} entre ${earliestFiling} y ${latestFiling}`)
  }
  for (const column of ['due_on', 'answered_on'] as const) {
    if (cell(column) !== '' && !isCalendarDate(cell(column))) return bad('date-invalid', date(column))
  }
  if (cell('answered_on') > latestAnswer) {
    return bad('date-invalid', `${date('answered_on')} hasta ${latestAnswer}`)
  }
  const requestClass = cell('request_class')
  const kind = kindIn(requestClass)
  if (!kind) return bad('class-unknown', `request_class: no se conoce la clase «${requestClass}»`)
  const channel = channelIn(cell('channel'))
  if (!channel) return bad('channel-unknown', `channel: no se conoce el canal «${cell('channel')}»`)
  const days = readDays(cell)
  if ('code' in days) return bad(days.code, days.reason)
  return {
    line,
    row,
    filedOn: cell('filed_on'),
    theme: cell('theme'),
    requestClass,
    kind,
    channel,
    ...days,
    ...(cell('due_on') && { dueOn: cell('due_on') }),
    ...(cell('answered_on') && { answeredOn: cell('answered_on') }),
    ...(cell('state') && { state: cell('state') }),
    ...(cell('timeliness') && { timeliness: cell('timeliness') }),
  }
}

type Days = Pick<FilingRow, 'term' | 'extensionDays' | 'notes'>

function readDays(cell: (column: Column) => string): Days | Pick<BadRow, 'code' | 'reason'> {
  const unit = unitIn(cell('day_unit') || 'dias')
  if (!unit) {
    const reason = `day_unit: «${cell('day_unit')}» no es ni días hábiles ni días calendario`
    return { code: 'unit-unknown', reason }
  }
  const extensionDays = cell('extension_days') === '' ? 0 : wholeDays(cell('extension_days'))
  if (extensionDays === undefined) {
    const reason = `extension_days: «${cell('extension_days')}» no es un número de días de 0 a ${longestTerm}`
    return { code: 'extension-invalid', reason }
  }
  if (cell('term_days') === '') return { extensionDays, notes: [] }
  const amount = wholeDays(cell('term_days'))
  if (!amount || amount + extensionDays > longestTerm) {
    const reason = `term_days: «${cell('term_days')}» no es un término de 1 a ${longestTerm} días`
    return { code: 'term-invalid', reason }
  }
  const total = cell('total_days')
  const differs = total !== '' && wholeDays(total) !== amount + extensionDays
  return { term: { amount, unit }, extensionDays, notes: differs ? ['total-days-differ'] : [] }
}

/** Spreadsheets write whole numbers as '15.0' too. */
function wholeDays(text: string): number | undefined {
  const days = /^\d{1,9}([.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined
  return days === undefined || days > longestTerm ? undefined : days
}
