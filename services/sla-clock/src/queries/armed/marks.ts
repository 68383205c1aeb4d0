import { bogotaInstant } from '@ventanilla/calendar'
import type { Row } from '@ventanilla/projections'
import { clockStream } from '../../commands/streams.ts'
import type { CaseFact, Mark } from '../../domain/facts.ts'
import { waitsForLetters } from '../../domain/rules.ts'
import type { RecordedClock } from '../clock-folds.ts'

/**
 * Of a clock's row, what finds it when its time has come. A term that stands still or is over has nothing ahead, but
 * for one that two services may end: what it had passed when it stopped is told when both are known.
 */
interface Ahead {
  /** The next instant at which something is reached, a rung or the end; null when nothing is. */
  readonly next: string | null
  /** All that is ahead, `next` first. */
  readonly marks: readonly Mark[]
  readonly waits: boolean
}

/**
 * To be armed costs a row its next instant and an entry in the index over those; what else is ahead is asked for once
 * in a clock's life or twice, and read from its stream then.
 */
export const marksUnkept = { columns: ['marks', 'waits'], streamOf: clockStream }

type Folds<R> = Record<string, (row: R | undefined, event: RecordedClock) => R | undefined>

/** The folds of a clock's row, with what each event leaves ahead of it. */
export function armed<R extends Row>(folds: Folds<R>): Folds<R> {
  const arming = (fold: Folds<R>[string]): Folds<R>[string] => {
    return (row, event) => {
      const after = fold(row, event)
      return after && { ...after, ...aheadOf(row as Partial<Ahead> | undefined, event) }
    }
  }
  return Object.fromEntries(Object.entries(folds).map(([type, fold]) => [type, arming(fold)]))
}

function aheadOf(
  { marks: before = [], waits: was = false }: Partial<Ahead> = {},
  event: RecordedClock,
): Ahead {
  const waits = event.type === 'ClockStarted' ? waitsForLetters(event.data) : was
  const marks = marksAfter(before, waits, event)
  return { next: marks[0]?.at ?? null, marks, waits }
}

function marksAfter(before: readonly Mark[], waits: boolean, event: RecordedClock): readonly Mark[] {
  switch (event.type) {
    case 'ClockStarted':
    case 'ClockResumed':
    case 'ClockExtended':
    case 'ClockRecounted':
    case 'ClockSetAside':
    case 'ClockTakenUp':
      return event.data.marks
    case 'ClockWarned':
      return without(before, event.data.rung, event.data.nominal)
    case 'ClockBreached':
      return without(before, null, event.data.nominal)
    case 'ClockPaused':
    case 'ClockMet':
    case 'ClockCancelled':
      return waits ? passed(before, event.data.fact) : []
    default:
      return before
  }
}

function passed(marks: readonly Mark[], { at, on }: CaseFact): readonly Mark[] {
  const stopped = at ?? bogotaInstant(on)
  return marks.filter((mark) => mark.at <= stopped)
}

function without(marks: readonly Mark[], rung: string | null, at: string): readonly Mark[] {
  return marks.filter((mark) => mark.rung !== rung || mark.at !== at)
}
