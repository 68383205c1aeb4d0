import type { ClockEvent, ClockExtended, ClockRecounted } from './clock-events.ts'
import type { CaseFact, ClockStart, Extension, Mark } from './facts.ts'
import { withFact } from './history.ts'

/** Facts only: the due date and where the term stands are counted from them whenever they are needed. */
export interface Clock {
  readonly start?: ClockStart
  readonly extensions: readonly Extension[]
  /** In routing's order. */
  readonly facts: readonly CaseFact[]
  /** Marks that were told, each for ever: `markKey`. */
  readonly reached: readonly string[]
  /** Other calendars that it came under; absent while it has the one it was born under. */
  readonly recounts?: readonly Recount[]
  /** The instant from which it rests with its case; absent while it doesn't. */
  readonly aside?: string
}

/** That a clock came under another calendar, and what that made of its due date. */
export type Recount = Pick<
  ClockRecounted['data'],
  'on' | 'nominal' | 'from' | 'to' | 'act' | 'by' | 'before' | 'due' | 'paused'
>

/** A rung is told once for each instant on which it falls; it falls on another when the term grows or pauses. */
export function markKey({ rung, at }: Mark): string {
  return `${rung ?? ''}@${at}`
}

export const noClock: Clock = { extensions: [], facts: [], reached: [] }

export function evolve(clock: Clock, event: ClockEvent): Clock {
  switch (event.type) {
    case 'ClockStarted': {
      const { due: _, marks: __, ...start } = event.data
      return { ...clock, start }
    }
    case 'ClockNotStarted':
      return clock
    case 'ClockExtended':
      return { ...clock, extensions: [...clock.extensions, extensionOf(event.data)] }
    case 'ClockRecounted':
      return recounted(clock, event.data)
    case 'ClockSetAside':
      return { ...clock, aside: event.data.at }
    case 'ClockTakenUp':
      return takenUp(clock)
    case 'ClockWarned':
      return reached(clock, { rung: event.data.rung, at: event.data.nominal })
    case 'ClockBreached':
      return reached(clock, { rung: null, at: event.data.nominal })
    case 'ClockPaused':
    case 'ClockResumed':
    case 'ClockMet':
    case 'ClockCancelled':
    case 'FactNoted':
      return { ...clock, facts: withFact(clock.facts, event.data.fact) }
  }
}

function extensionOf({ amount, on, at, flags, recordedBy }: ClockExtended['data']): Extension {
  return {
    ...{ amount, on },
    ...(at !== undefined && { at }),
    ...(flags.length > 0 && { flags }),
    ...(recordedBy !== undefined && { recordedBy }),
  }
}

export function takenUp({ aside: _, ...clock }: Clock): Clock {
  return clock
}

function recounted(clock: Clock, data: ClockRecounted['data']): Clock {
  const { on, nominal, from, to, act, by, before, due, paused } = data
  const recounts = [...(clock.recounts ?? []), { on, nominal, from, to, act, by, before, due, paused }]
  return { ...clock, recounts, ...(clock.start && { start: { ...clock.start, calendar: to } }) }
}

function reached(clock: Clock, mark: Mark): Clock {
  return { ...clock, reached: [...clock.reached, markKey(mark)] }
}
