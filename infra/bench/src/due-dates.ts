import {
  addDays,
  type Calendar,
  fromDayNumber,
  holidays,
  type LocalDate,
  nationalCalendar,
  toDayNumber,
} from '@ventanilla/calendar'
import { addBusinessDays, dueDate } from '@ventanilla/terms'
import { type Bench, figure, type Opened, type Run } from './bench.ts'

const FROM = 2000
const TO = 2060
const TERMS = [10, 15, 30]
const FILINGS = 60_000
/** Times over all filings of one run of ours: a third of a second, so that clock and compiler count for nothing. */
const TIMES = 60

/** Filings of half a century, in no order: days nobody asked for just before. */
const received: readonly LocalDate[] = Array.from({ length: FILINGS }, (_, index) =>
  addDays(`${FROM}-01-01`, (index * 7_919) % 20_000),
)

export const dueDates: Bench = {
  name: 'due-dates',
  what: 'due dates a second on one processor, terms of 10, 15 and 30 business days, from date to date',
  unit: 'due dates/s',
  better: 'higher',
  gate: 3,
  aim: 4,
  floor: 5_000_000,
  limits:
    'Most of the time goes into reading and writing the dates; by day numbers it is several times as fast.',
  open,
}

async function open(): Promise<Opened> {
  const calendar = nationalCalendar()
  const days = holidaysByNumber()
  const looked = (date: LocalDate, term: number) => addBusinessDays(date, term, calendar)
  const walked = (date: LocalDate, term: number) => walk(date, term, days)
  // A fast answer that is another answer is none; this also lets the compiler see both before they are timed.
  for (let index = 0; index < FILINGS; index++) {
    const [date, term] = filing(index)
    if (looked(date, term) !== walked(date, term)) throw new Error(`${date} + ${term}: the two don't agree`)
  }
  return {
    ours: async () => timed(looked, TIMES),
    baseline: async () => timed(walked, TIMES / 3),
    settings: {
      'by day numbers, due dates/s': figure(byNumbers(calendar)),
      'dueDate of a petition with an extension, due dates/s': figure(byFacts(calendar)),
    },
    close: async () => {},
  }
}

/** What a program does that has a set of holidays: day by day, on the same integers. */
function walk(date: LocalDate, term: number, holidays: ReadonlySet<number>): LocalDate {
  let day = toDayNumber(date)
  for (let left = term; left > 0; ) {
    day++
    const weekday = (day + 3) % 7 // 0 Monday, from 1970 on
    if (weekday < 5 && !holidays.has(day)) left--
  }
  return fromDayNumber(day)
}

function holidaysByNumber(): ReadonlySet<number> {
  return new Set(holidays(FROM, TO).map(({ date }) => toDayNumber(date)))
}

function filing(index: number): [LocalDate, number] {
  return [received[index] ?? '', TERMS[index % TERMS.length] ?? 15]
}

function timed(dueOf: (date: LocalDate, term: number) => LocalDate, times: number): Run {
  return rate(times, (index) => dueOf(...filing(index)).length)
}

function byNumbers({ workingDays }: Calendar): number {
  const days = Int32Array.from(received, toDayNumber)
  const next = (index: number) => workingDays.nthDay(workingDays.countThroughDay(days[index] ?? 0) + 15)
  return rate(TIMES, next).value
}

function byFacts(calendar: Calendar): number {
  const due = (index: number) => {
    const [date, amount] = filing(index)
    return dueDate({ received: date, amount, unit: 'business-days', extension: 5 }, calendar)?.length ?? 0
  }
  return rate(5, due).value
}

/** By the processor time of this process: "per core" holds however busy the machine is. */
function rate(times: number, one: (index: number) => number): Run {
  const before = process.cpuUsage()
  let sum = 0
  for (let time = 0; time < times; time++) {
    for (let index = 0; index < FILINGS; index++) sum += one(index)
  }
  const { user, system } = process.cpuUsage(before)
  // Read, so that no compiler may leave the work out.
  if (Number.isNaN(sum)) throw new Error('no due dates')
  const operations = times * FILINGS
  return { value: (operations / (user + system)) * 1e6, operations }
}
