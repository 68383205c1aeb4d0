import type { Calendar } from '@ventanilla/calendar'
import {
  advance,
  asIfNothingLater,
  begin,
  type ClockState,
  type FactRefusal,
  openInterval,
  type ReadFact,
  sinceDelivery,
} from '@ventanilla/terms'
import type { CaseFact, ClockStart, Extension } from './facts.ts'
import { type Happened, inOrder } from './order.ts'
import { rulesOf } from './rules.ts'
import { isRunning } from './term.ts'
import { extensionFact, reception, toFacts } from './to-facts.ts'

/** The name of the fact that a change of a term is told by. */
export type Telling = 'ClockPaused' | 'ClockResumed' | 'ClockMet' | 'ClockCancelled'

/** The term as it was while it ran, up to what stopped it, lengthened it or began it anew. */
export interface Stretch {
  readonly state: ClockState
  readonly until: string
}

/** Where a term stood at some point of its history, and what it had run through by then. */
export interface Stand {
  readonly state: ClockState
  readonly stretches: readonly Stretch[]
}

/** A change of the term, the fact that made it, and how the term stood after it. */
export interface Chapter extends Stand {
  readonly tells: Telling
  readonly fact: CaseFact
}

/** What doesn't count, and why. */
export interface Refused {
  readonly what: CaseFact | Extension
  readonly code: FactRefusal
}

/** `state` and `stretches` are those after all of it. */
export interface History extends Stand {
  readonly chapters: readonly Chapter[]
  readonly refused: readonly Refused[]
  /** All that the function was given, reception first, in the order in which it counted. */
  readonly told: readonly ReadFact[]
}

/** What happened to a term: its facts, in the order of each log, and what was granted. */
export interface Life {
  readonly facts: readonly CaseFact[]
  readonly extensions: readonly Extension[]
}

/** Everything that the facts made of a clock's term. @throws RangeError for a term that can't begin */
export function history(start: ClockStart, life: Life, calendar: Calendar): History {
  const rules = rulesOf(start)
  const received = reception(start)
  const first = begin(received, rules, calendar)
  if (typeof first === 'string') throw new RangeError(`a term can't begin: ${first}`)
  // Of most clocks nothing has been told when they reach something, by the thousand in a night.
  if (life.facts.length === 0 && life.extensions.length === 0)
    return { chapters: [], refused: [], told: [received], state: first, stretches: [] }
  let state = first
  const chapters: Chapter[] = []
  const stretches: Stretch[] = []
  let refused: Refused[] = []
  let told = [received]
  const meanwhile = sinceDelivery<Happened, { refused: number; told: number }>()

  function take(one: Happened): void {
    const { fact, extension } = one
    for (const read of factsOf(one, state, start)) {
      told.push(read)
      const next = advance(state, read, rules, calendar)
      if (typeof next === 'string') {
        // It changes nothing: the first stop holds, the first answer counts.
        refused.push({ what: fact ?? extension, code: next })
        continue
      }
      if (endsStretch(state, next)) stretches.push({ state, until: read.instant })
      const tells = telling(state, next)
      if (tells && fact) chapters.push({ tells, fact, state: next, stretches: [...stretches] })
      state = next
    }
  }

  for (const one of inOrder(start, life)) hear(one)
  return { chapters, refused, told, state, stretches }

  /** What a bounce takes back is as if it hadn't been: what happened meanwhile is taken again, after it. */
  function hear(one: Happened): void {
    const before = state
    const from = told.length
    take(one)
    const again = meanwhile(one, before, state, { refused: refused.length, told: told.length })
    if (again === undefined || again.items.length === 0) return
    const { last } = state
    refused = refused.slice(0, again.mark.refused)
    told = [...told.slice(0, again.mark.told), ...told.slice(from)]
    for (const missed of again.items) {
      state = asIfNothingLater(state)
      hear(missed)
    }
    state = { ...state, last }
  }
}

function endsStretch(before: ClockState, after: ClockState): boolean {
  if (!isRunning(before)) return false
  return !isRunning(after) || before.base !== after.base || before.extensions !== after.extensions
}

function factsOf(one: Happened, state: ClockState, { law, declared }: ClockStart): readonly ReadFact[] {
  const { fact, extension } = one
  if (!fact) return [extensionFact(extension)]
  // A declared clock that is over goes on only by what says how: it ended by itself, and not with its case.
  if (declared && state.ending && !('reopens' in fact)) return []
  return toFacts(fact, state, one, law !== undefined)
}

function telling(before: ClockState, after: ClockState): Telling | undefined {
  if (after.ending) {
    if (after.ending === before.ending) return undefined
    return after.ending.is === 'met' ? 'ClockMet' : 'ClockCancelled'
  }
  const [stood, stands] = [openInterval(before), openInterval(after)]
  if (stands) return stood ? undefined : 'ClockPaused'
  return stood || before.ending ? 'ClockResumed' : undefined
}

export function has(facts: readonly CaseFact[], { from, order }: CaseFact): boolean {
  return facts.some((one) => one.order === order && one.from === from)
}

/** The facts with one more, each once, in the order of each log. */
export function withFact(facts: readonly CaseFact[], fact: CaseFact): readonly CaseFact[] {
  if (has(facts, fact)) return facts
  return [...facts, fact].sort(byPlace)
}

/** Routing's first. */
function byPlace(one: CaseFact, other: CaseFact): number {
  if (one.from !== other.from) return one.from === undefined ? -1 : 1
  return one.order - other.order
}

/**
 * What has to be told: the chapters from the first in which the two histories differ. In order of arrival that is
 * what the new fact made; a fact heard late tells again what it changed.
 */
export function untold(before: readonly Chapter[], after: readonly Chapter[]): readonly Chapter[] {
  const same = after.findIndex((chapter, index) => name(chapter) !== name(before[index]))
  return same === -1 ? [] : after.slice(same)
}

function name(chapter: Chapter | undefined): string | undefined {
  if (chapter === undefined) return undefined
  const { from = '', order } = chapter.fact
  return `${from} ${order} ${chapter.tells}`
}
