import { addDays, type Calendar, type DayKind, type LocalDate } from '@ventanilla/calendar'
import { joinedPauses, type Pause, type Stretch, stretches, type TermFacts } from './term-facts.ts'

/** One day of a term and what it did to it. */
export interface ExplainedDay {
  readonly date: LocalDate
  readonly counted: boolean
  /** Spanish, a piece of a sentence: 'festivo: Navidad'. */
  readonly why: string
  readonly kind: 'received' | 'calendar-day' | 'paused' | DayKind['why']
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
  const explanation: ExplainedDay[] = [reception(facts.received)]
  let date = facts.received
  let total = 0
  for (const stretch of stretches(facts)) {
    for (let left = stretch.amount; left > 0; ) {
      date = addDays(date, 1)
      const pause = pauseOn(date, facts.pauses)
      const day = pause ? pausedDay(date, pause) : runningDay(date, stretch, calendar)
      if (day.counted) {
        left--
        total++
      }
      explanation.push({ ...day, total })
      if (pause && pause.to === undefined) return { due: undefined, explanation }
    }
  }
  return { due: date, explanation }
}

type Day = Omit<ExplainedDay, 'total'>

function reception(date: LocalDate): ExplainedDay {
  const why = 'día de recepción: se cuenta desde el día siguiente'
  return { date, counted: false, why, kind: 'received', total: 0 }
}

function runningDay(date: LocalDate, { unit, extension }: Stretch, calendar: Calendar): Day {
  const ofExtension = extension ? ', de la prórroga' : ''
  if (unit === 'calendar-days') {
    return { date, counted: true, why: `día calendario${ofExtension}`, kind: 'calendar-day' }
  }
  const { working, why, text, source } = calendar.day(date)
  const piece = working ? `${text}${ofExtension}` : text
  return { date, counted: working, why: piece, kind: why, ...(source !== undefined && { source }) }
}

/** The pause that holds the day; where several do, the one without an end, since nothing runs until it has one. */
function pauseOn(date: LocalDate, pauses: readonly Pause[] = []): Pause | undefined {
  const on = pauses.filter(({ from, to }) => from <= date && (to === undefined || date < to))
  return on.find(({ to }) => to === undefined) ?? on[0]
}

function pausedDay(date: LocalDate, { to, reason, basis }: Pause): Day {
  const state = to === undefined ? 'término suspendido, sin fecha de reanudación' : 'término suspendido'
  const why = `${state}: ${reason}`
  return { date, counted: false, why, kind: 'paused', ...(basis !== undefined && { source: basis }) }
}
