import { bogotaDate, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import { type ClockState, openInterval, type ReadFact } from '@ventanilla/terms'
import type { CaseFact, ClockStart, Extension, Reopening } from './facts.ts'
import type { Moment } from './order.ts'

type Type = ReadFact['type']

/** Where a law counts, from the instant; else from the day that routing made of it. */
export function reception({ received, law }: ClockStart): ReadFact {
  const instant = law?.receivedAt ?? bogotaInstant(received)
  return { type: 'received', at: instant, instant, day: law ? bogotaDate(instant) : received, index: 0 }
}

/** Of an earlier day no more is known: all that happened on it came before. Its reason lies in the vault. */
export function extensionFact({ amount, on, at }: Extension): ReadFact {
  const instant = at ?? bogotaInstant(on, '23:59:59.999')
  return { type: 'extended', at: instant, instant, day: on, index: 0, days: amount, reason: 'prórroga' }
}

/**
 * What a fact of the case is to a term that stands so. Routing tells what a move does to a term (it runs, it stops, it
 * ends); whether running means that it goes on, that the petition was completed or that the case is opened again
 * depends on where it was. A case that is opened again only to wait gives two.
 * @param moment at which it counts
 * @param law whether a law counts the term. One that was agreed knows no requirement and no act, and takes any move
 *   out of an end for a reopening; under a law that is what the procedure says is one.
 */
export function toFacts(
  fact: CaseFact,
  state: ClockState,
  moment: Moment,
  law: boolean,
): readonly ReadFact[] {
  const as: As = (type, more = {}) => read(fact, type, moment, more)
  switch (fact.effect) {
    case 'runs':
      return running(fact, state, as, law)
    case 'stops':
      // What is known by its day alone never happens in one instant.
      if (state.ending && (!law || fact.reopens))
        return [reopened(fact, as), read(fact, 'paused', fact.at === undefined ? later(moment) : moment)]
      return [law && fact.asks ? as('requirement-sent', { why: fact.asks }) : as('paused')]
    case 'ends':
      return [ended(fact, as, law)]
    case 'delivered':
    case 'bounced':
      // Another letter brings no answer to this term.
      return state.answer?.evidence === fact.letter ? [as(fact.effect)] : []
  }
}

type As = (type: Type, more?: Partial<ReadFact>) => ReadFact

function running(move: Moving, state: ClockState, as: As, law: boolean): readonly ReadFact[] {
  if (state.ending) return [law && !move.reopens ? as('resumed') : reopened(move, as)]
  if (state.requirement) return [as('completed')]
  return openInterval(state) ? [as('resumed')] : []
}

type Moving = { readonly reopens?: Reopening }

function reopened({ reopens }: Moving, as: As): ReadFact {
  return as('reopened', reopens && { how: reopens })
}

function ended({ answered, letter, how }: CaseFact & { effect: 'ends' }, as: As, law: boolean): ReadFact {
  if (answered) return as('answered', letter === undefined ? {} : { evidence: letter })
  if (how === 'transferred') return as('transferred')
  return as('withdrawn', law && how !== undefined ? { tacit: true } : {})
}

function read({ reason }: CaseFact, type: Type, { at, on }: Moment, more: Partial<ReadFact> = {}): ReadFact {
  return { type, at, instant: at, day: on, reason, index: 0, ...more }
}

const later = ({ at, on }: Moment): Moment => ({ at: new Date(Date.parse(at) + 1).toISOString(), on })

/** Of a fact that is known by its day alone: of those of one day, each comes after the one before. */
export function momentOf(on: LocalDate, nth: number): string {
  const first = bogotaInstant(on)
  // Written, not reckoned: this is done for every fact whenever a clock is folded.
  if (nth < 1000) return `${first.slice(0, -4)}${String(nth).padStart(3, '0')}Z`
  return new Date(Date.parse(first) + nth).toISOString()
}
