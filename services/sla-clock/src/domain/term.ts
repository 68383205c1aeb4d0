import type { LocalDate } from '@ventanilla/calendar'
import { type ClockState, type Count, openInterval, type Pause } from '@ventanilla/terms'

/** Where a term stands. */
export type Phase =
  | { readonly is: 'running' }
  | { readonly is: 'paused'; readonly since: LocalDate; readonly reason: string }
  | {
      readonly is: 'met' | 'cancelled'
      readonly on: LocalDate
      /** The day it is judged by: a term that stood still when its case ended had stopped before. */
      readonly stoodOn: LocalDate
      readonly reason: string
    }

/** Time in which a term in hours stands still, as instants. */
interface Stop {
  readonly from: string
  readonly to?: string
  readonly reason: string
  readonly basis?: string
}

/** A term as people are told of it. */
export interface Term {
  readonly received: LocalDate
  /** The day on which this term began, if it isn't the first one. */
  readonly restartedOn?: LocalDate
  /** Of a term in days or months, the days on which it doesn't run. */
  readonly pauses: readonly Pause[]
  /** Of one in hours alone. */
  readonly stops?: readonly Stop[]
  readonly phase: Phase
}

export function termOf(state: ClockState, { facts }: Count): Term {
  const { day, anew } = state.base
  const pauses = ('days' in facts && facts.days.pauses) || []
  const term = { received: day, ...(anew && { restartedOn: day }), pauses, phase: phaseOf(state) }
  return 'hours' in facts ? { ...term, stops: state.intervals.map(stopOf) } : term
}

function stopOf({ from, to, reason, basis }: ClockState['intervals'][number]): Stop {
  return {
    ...{ from: from.instant, reason },
    ...(to && { to: to.instant }),
    ...(basis !== undefined && { basis }),
  }
}

/** Whether its days go by. */
export function isRunning(state: ClockState): boolean {
  return state.ending === undefined && openInterval(state) === undefined
}

function phaseOf(state: ClockState): Phase {
  const { ending } = state
  if (ending) {
    const { is, fact, judgedOn } = ending
    return { is, on: fact.day, stoodOn: judgedOn, reason: fact.reason ?? '' }
  }
  const open = openInterval(state)
  return open ? { is: 'paused', since: open.from.day, reason: open.reason } : { is: 'running' }
}
