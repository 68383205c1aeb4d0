import { addDays, type Calendar, type LocalDate, weekday } from '@ventanilla/calendar'
import { addBusinessDays, dueDate } from '@ventanilla/terms'
import { isFilingDate, latestFiling } from './filing-date.ts'
import type { Column } from './filing-row.ts'
import { seededRandom, weighted } from './random.ts'
import {
  sampleChannels,
  sampleClasses,
  sampleClosedChannels,
  sampleHoliday,
  sampleShares,
  sampleThemes,
  sampleWeekdays,
} from './sample-mix.ts'

export interface SampleOptions {
  /** The same seed, options and calendar version give the same bytes, on any machine. */
  readonly seed: number
  /** 600 by default. */
  readonly filings?: number
  /** First day, 2026-01-05 by default. */
  readonly from?: LocalDate
  /** Months from that day, 5 by default. */
  readonly months?: number
  readonly calendar: Calendar
}

const header: readonly Column[] = [
  'row',
  'filed_on',
  'theme',
  'request_class',
  'term_days',
  'day_unit',
  'extension_days',
  'total_days',
  'due_on',
  'answered_on',
  'state',
  'timeliness',
  'channel',
]

/**
 * A lifelike file of filings, as CSV text that `parseFilings` reads whole: a busy Tuesday, a quiet Sunday, most
 * answers in time, some late, a few extensions, the last ones still open. It tells of no person at all.
 * @throws RangeError for options that cannot be
 */
export function generateSample(options: SampleOptions): string {
  const { seed, filings = 600, from = '2026-01-05', months = 5, calendar } = options
  if (!Number.isInteger(filings) || filings < 1 || filings > 1_000_000) {
    throw new RangeError(`a sample has 1 to 1,000,000 filings, not ${filings}`)
  }
  const random = seededRandom(seed)
  const days = filingDays(from, months, calendar)
  const filed = Array.from({ length: filings }, () => weighted(random, days)).sort()
  const openFrom = filed[Math.floor(filings * 0.7)] ?? from
  const lines = filed.map((date, index) => {
    const cells = { row: String(index + 1), ...filing(date, date >= openFrom, random, calendar) }
    return header.map((column) => quoted(cells[column])).join(',')
  })
  return `${[header.join(','), ...lines].join('\n')}\n`
}

/** The days of the period, each with its share of the filings. */
function filingDays(from: LocalDate, months: number, calendar: Calendar): (readonly [LocalDate, number])[] {
  if (!isFilingDate(from)) throw new RangeError(`not a day to file on: ${from}`)
  if (!Number.isInteger(months) || months < 1 || months > 120) {
    throw new RangeError(`a sample has 1 to 120 months, not ${months}`)
  }
  const days: [LocalDate, number][] = []
  for (let date = from; date < monthsLater(from, months) && date <= latestFiling; date = addDays(date, 1)) {
    const day = weekday(date)
    const share = sampleWeekdays[day - 1] ?? 1
    days.push([date, day < 6 && !calendar.isBusinessDay(date) ? sampleHoliday : share])
  }
  return days
}

/** The same day of a later month, or the first of the next where that month is shorter. */
function monthsLater(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10)
}

function filing(
  filedOn: LocalDate,
  mayBeOpen: boolean,
  random: () => number,
  calendar: Calendar,
): Record<Exclude<Column, 'row'>, string> {
  const attended = calendar.isBusinessDay(filedOn)
  const { words, term } = weighted(random, sampleClasses)
  const theme = weighted(random, sampleThemes)
  const channel = weighted(random, attended ? sampleChannels : sampleClosedChannels)
  const chance = random() * 100
  const share = sampleShares
  // The open ones are all among the last three tenths of the file, so they weigh that much more there.
  const open = mayBeOpen && chance < share.open / 0.3
  const late = !open && chance > 100 - share.late
  const extended = !open && !late && chance > 100 - share.late - share.extended
  const extension = extended ? Math.ceil((0.3 + 0.7 * random()) * term) : 0
  const due = dueDate({ received: filedOn, amount: term, unit: 'business-days', extension }, calendar) ?? ''
  const answerDay = answerAfter(term, extension, late, random)
  return {
    filed_on: filedOn,
    theme,
    request_class: words,
    term_days: String(term),
    day_unit: 'DIAS HABILES',
    extension_days: String(extension),
    total_days: String(term + extension),
    due_on: due,
    answered_on: open ? '' : addBusinessDays(filedOn, answerDay, calendar),
    state: open ? 'EN TRAMITE' : 'FINALIZADO',
    timeliness: open ? 'A TIEMPO' : late ? 'NO OPORTUNO' : 'OPORTUNO',
    channel,
  }
}

/** Business days from filing to answer: late, within the extension, or somewhere towards the end of the term. */
function answerAfter(term: number, extension: number, late: boolean, random: () => number): number {
  const [one, other] = [random(), random()]
  if (late) return term + extension + 1 + Math.floor(one * other * 15)
  if (extension > 0) return term + Math.ceil(extension * Math.max(one, 0.01))
  return 1 + Math.floor(term * (0.25 * one + 0.75 * Math.max(one, other)) * 0.999)
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
