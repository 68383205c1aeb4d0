import { bogotaDate, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { dueDate, isInHours, lastBusinessDayOnOrBefore, type RegimeUnit } from '@ventanilla/terms'
import type { FilingRow } from '../filing-row.ts'

export interface Step {
  /** Business instant at which it happens. */
  at: string
  act: 'file' | 'extend' | 'answer'
  row: FilingRow
  /** The day that the recorded fact names. */
  on: LocalDate
}

/** Within a day: first what is filed, then what is extended, then what is answered. */
const HOURS = { file: '08:00', extend: '12:00', answer: '16:00' }
const ORDER = { file: 0, extend: 1, answer: 2 }

export type TermOfRow = (row: FilingRow) => { amount: number; unit: RegimeUnit } | undefined

/**
 * What happens in a file of filings, in the order of business time. A file gives an extension no date: it is
 * granted on the last business day of the original term or on the day of the answer, whichever comes first. An
 * answer dated before its filing can only be told once the filing is there: it keeps its date.
 */
export function schedule(rows: readonly FilingRow[], calendar: Calendar, termOf: TermOfRow): Step[] {
  const steps = rows.flatMap((row): Step[] => {
    const mine: Step[] = [step('file', row, row.filedOn)]
    if (row.extensionDays > 0) mine.push(step('extend', row, extendedOn(row, calendar, termOf)))
    if (row.answeredOn !== undefined) mine.push(step('answer', row, row.answeredOn))
    return mine
  })
  return steps.sort(
    (a, b) =>
      compare(bogotaDate(a.at), bogotaDate(b.at)) || ORDER[a.act] - ORDER[b.act] || a.row.line - b.row.line,
  )
}

function step(act: Step['act'], row: FilingRow, on: LocalDate): Step {
  const told = on < row.filedOn ? row.filedOn : on
  return { act, row, on, at: bogotaInstant(told, HOURS[act]) }
}

function extendedOn(row: FilingRow, calendar: Calendar, termOf: TermOfRow): LocalDate {
  const term = row.term ?? termOf(row)
  if (!term) throw new Error(`no term is known for ${row.kind}`)
  const { amount, unit } = term
  // A term in hours may be over on the next day: it is extended on the first.
  const end = isInHours(unit) ? undefined : dueDate({ received: row.filedOn, amount, unit }, calendar)
  const last = lastBusinessDayOnOrBefore(end ?? row.filedOn, calendar)
  const on = row.answeredOn !== undefined && row.answeredOn < last ? row.answeredOn : last
  return on < row.filedOn ? row.filedOn : on
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export interface Quarter {
  /** '2024-Q1' */
  period: string
  /** The first instant after it. */
  end: string
}

/** Every quarter from the first to the last that the steps touch. */
export function quartersOf(steps: readonly Step[]): Quarter[] {
  const days = steps.flatMap(({ on, at }) => [on, bogotaDate(at)]).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const quarters: Quarter[] = []
  for (let n = quarterNumber(first); n <= quarterNumber(last); n++) {
    const [year, quarter] = [Math.floor(n / 4), n % 4]
    const next =
      quarter === 3 ? `${year + 1}-01-01` : `${year}-${String(quarter * 3 + 4).padStart(2, '0')}-01`
    quarters.push({ period: `${year}-Q${quarter + 1}`, end: bogotaInstant(next) })
  }
  return quarters
}

const quarterNumber = (day: LocalDate) =>
  Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
