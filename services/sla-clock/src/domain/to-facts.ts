import { bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import { type ClockState, openInterval, type ReadFact } from '@ventanilla/terms'
import type { CaseFact, ClockStart, Extension } from './facts.ts'

type Type = ReadFact['type']

export function reception({ received }: ClockStart): ReadFact {
  const instant = bogotaInstant(received)
  return { type: 'received', at: instant, instant, day: received, index: 0 }
}

/** Granted on a day of which no more is known: all that happened on it came before. */
export function extensionFact({ amount, on }: Extension): ReadFact {
  const instant = bogotaInstant(on, '23:59:59.999')
  return { type: 'extended', at: instant, instant, day: on, index: 0, days: amount }
}

/**
 * What a fact of the case is to a term that stands so: routing tells what a move does to a term (it runs, it stops, it
 * ends), and whether running means that it goes on or that it is opened again depends on where it was. A case that is
 * opened again only to wait gives two.
 * @param index its place among the facts of the clock
 */
export function toFacts(fact: CaseFact, state: ClockState, index: number): readonly ReadFact[] {
  const as = (type: Type, more: Partial<ReadFact> = {}) => read(fact, type, 2 * index, more)
  switch (fact.effect) {
    case 'runs':
      if (state.ending) return [as('reopened', fact.reopens && { how: fact.reopens })]
      return openInterval(state) ? [as('resumed')] : []
    case 'stops':
      return state.ending ? [as('reopened'), read(fact, 'paused', 2 * index + 1)] : [as('paused')]
    case 'ends':
      return [as(fact.answered ? 'answered' : 'withdrawn')]
  }
}

function read({ on, reason }: CaseFact, type: Type, nth: number, more: Partial<ReadFact> = {}): ReadFact {
  const instant = momentOf(on, nth)
  return { type, at: instant, instant, day: on, reason, index: nth, ...more }
}

/** A fact is known by its day: of those of one day, each comes after the one before. */
function momentOf(on: LocalDate, nth: number): string {
  const first = bogotaInstant(on)
  // Written, not reckoned: this is done for every fact whenever a clock is folded.
  if (nth < 1000) return `${first.slice(0, -4)}${String(nth).padStart(3, '0')}Z`
  return new Date(Date.parse(first) + nth).toISOString()
}
