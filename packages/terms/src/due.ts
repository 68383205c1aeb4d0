import { addDays, type Calendar, type DayKind, type LocalDate } from '@ventanilla/calendar'
import { inTurn } from './in-turn.ts'
import { inDays } from './months.ts'
import { hangsFrom, numberedFrom } from './start.ts'
import { joinedPauses, type Pause, type Stretch, stretches, type TermFacts, type Unit } from './term-facts.ts'

/** One day of a term and what it did to it. */
export interface ExplainedDay {
  readonly date: LocalDate
  readonly counted: boolean
  /** Spanish, a piece of a sentence: 'festivo: Navidad'. */
  readonly why: string
  readonly kind: 'received' | 'event' | 'calendar-day' | 'paused' | 'not-started' | 'rolled' | DayKind['why']
  /** The law or act behind it, where there is one. */
  readonly source?: string
  /** Days counted up to and including this one. */
  readonly total: number
}

export interface Due {
  /** Undefined while a pause without an end holds the term. */
  readonly due: LocalDate | undefined
  /** From the day of reception to the due date, or to the first day of the pause that holds it; no day is left out. */
  readonly explanation: readonly ExplainedDay[]
}

/**
 * The due date and how it comes about, day by day: the definition of a term. `dueDate` gives the same date
 * without the walk. @throws RangeError as dueDate does
 */
export function due(facts: TermFacts, calendar: Calendar): Due {
  joinedPauses(facts.pauses) // throws for a pause that cannot be
  const explanation: ExplainedDay[] = beforeDayOne(facts, calendar)
  let date = hangsFrom(facts, calendar)
  const pauseOn = pausesOf(facts)
  let total = 0
  let rolls = false
  for (const stretch of stretches(facts)) {
    if (stretch.amount > 0) rolls = stretch.unit === 'calendar-months'
    const numbered = stretch.extension ? date : numberedFrom(facts, calendar)
    const { amount, unit } = inDays(stretch, date, numbered)
    for (let left = amount; left > 0; ) {
      date = addDays(date, 1)
      const pause = pauseOn(date)
      const day = pause ? pausedDay(date, pause) : runningDay(date, { ...stretch, unit }, calendar)
      if (day.counted) {
        left--
        total++
      }
      explanation.push({ ...day, total })
      if (pause && pause.to === undefined) return { due: undefined, explanation }
    }
  }
  for (let works = !rolls || calendar.isBusinessDay(date); !works; ) {
    date = addDays(date, 1)
    const pause = pauseOn(date)
    explanation.push({ ...(pause ? pausedDay(date, pause) : rolledDay(date, calendar)), total })
    if (pause && pause.to === undefined) return { due: undefined, explanation }
    works = pause === undefined && calendar.isBusinessDay(date)
  }
  return { due: date, explanation }
}

type Day = Omit<ExplainedDay, 'total'>

/** The day of reception and what lies between it and day 1; none of them counts. */
function beforeDayOne(facts: TermFacts, calendar: Calendar): ExplainedDay[] {
  const { received, start = 'following-day' } = facts
  if (start === 'same-day') return []
  const from = start === 'following-day' ? 'el día siguiente' : 'el día hábil siguiente'
  const why = `día de recepción: se cuenta desde ${from}`
  const days: ExplainedDay[] = [{ date: received, counted: false, why, kind: 'received', total: 0 }]
  for (let date = received; date < hangsFrom(facts, calendar); ) {
    date = addDays(date, 1)
    const { text, source } = calendar.day(date)
    const waiting = `${text}; el término aún no empieza`
    days.push({ date, counted: false, why: waiting, kind: 'not-started', total: 0, ...sourced(source) })
  }
  return days
}

/** Ley 4/1913 art. 62: a term in months whose last day doesn't work ends on the next one that does. */
function rolledDay(date: LocalDate, calendar: Calendar): Day {
  const { working, text } = calendar.day(date)
  const why = working
    ? 'el último día del mes contado no es hábil: el término se corre hasta este'
    : `${text}; tampoco es hábil`
  return { date, counted: false, why, kind: 'rolled', source: 'Ley 4/1913 art. 62' }
}

function sourced(source: string | undefined): { source?: string } {
  return source === undefined ? {} : { source }
}

type DayStretch = Stretch & { readonly unit: Unit }

function runningDay(date: LocalDate, { unit, extension }: DayStretch, calendar: Calendar): Day {
  const ofExtension = extension ? ', de la prórroga' : ''
  if (unit === 'calendar-days') {
    return { date, counted: true, why: `día calendario${ofExtension}`, kind: 'calendar-day' }
  }
  const { working, why, text, source } = calendar.day(date)
  const piece = working ? `${text}${ofExtension}` : text
  return { date, counted: working, why: piece, kind: why, ...sourced(source) }
}

/** The pause that holds a day; where several do, the one without an end, since nothing runs until it has one. */
function pausesOf({ pauses = [] }: TermFacts): (date: LocalDate) => Pause | undefined {
  const heldOn = inTurn(pauses, {
    from: ({ from }) => from,
    isPast: ({ to }, date) => to !== undefined && to <= date,
  })
  return (date) => {
    const on = heldOn(date)
    return on.find(({ to }) => to === undefined) ?? on[0]
  }
}

function pausedDay(date: LocalDate, { to, reason, basis }: Pause): Day {
  const state = to === undefined ? 'término suspendido, sin fecha de reanudación' : 'término suspendido'
  const why = `${state}: ${reason}`
  return { date, counted: false, why, kind: 'paused', ...sourced(basis) }
}
