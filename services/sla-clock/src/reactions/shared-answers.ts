import { bogotaDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { caseStream, clockStream } from '../commands/streams.ts'
import type { Shared } from '../domain/case-clocks.ts'
import type { Clock } from '../domain/clock-state.ts'
import type { CaseFact } from '../domain/facts.ts'
import { history } from '../domain/history.ts'
import type { Bench } from './bench.ts'
import { answerInWords, caseFact, instantOf } from './case-facts.ts'
import { hearOn } from './hear-on.ts'
import type { FindProcedure, SharedAnswer } from './public-facts.ts'

/**
 * The case that goes on for this one was answered, and whoever filed this one is sent that answer: its own term ends by
 * it, under a law with the delivery of that letter. What a procedure declares beside the term goes on resting.
 */
export function shareAnswer(bench: Bench, { event, letter }: SharedAnswer, findProcedure: FindProcedure) {
  const { subject: caseId, entity, sequence: order, id: cause, at, data } = event
  const stream = caseStream(caseId)
  bench.cases.decide(stream, { type: 'Share', caseId, order, letter }, { cause, at })
  const { opened, shared = [] } = bench.cases.state(stream)
  if (!opened || !shared.some((one) => one.order === order)) return
  const procedure = findProcedure(entity, opened.procedure, opened.procedureVersion)
  const heard = { what: 'answered', order, at, on: data.on, letter } as const
  for (const { clock, clockId, declared } of opened.clocks) {
    if (declared) continue
    const target = clockStream(clockId)
    const fact = caseFact(heard, bench.clocks.state(target).start ?? { clock }, procedure)
    if (fact) hearOn(bench, target, fact, { cause, at })
  }
}

/** The case goes on by itself: a term that ended by the answer to the other one runs again to its first due date. */
export function takeAnswersBack(
  bench: Bench,
  clock: string,
  shared: readonly Shared[],
  { sequence: order, id: cause, at }: PublicEvent,
): void {
  const state = bench.clocks.state(clock)
  const met = metBy(bench, state, shared)
  if (met === undefined) return
  // The delivery may be told with a later instant by who hears of the separation later.
  const after = met.at === undefined || met.at < at ? at : nextOf(met.at)
  const heard = { what: 'answered', order, at: after, on: bogotaDate(after) } as const
  const { law } = state.start ?? {}
  const fact: CaseFact = {
    ...{ order, on: heard.on, ...(law && instantOf(heard)) },
    reason: `La «${answerInWords.toLowerCase()}» fue la de otro caso, del que se separó`,
    ...{ effect: 'runs', reopens: 'original-due' },
  }
  hearOn(bench, clock, fact, { cause, at })
}

/** What met the term, if it was one of those answers or its delivery. */
function metBy(bench: Bench, state: Clock, shared: readonly Shared[]): CaseFact | undefined {
  if (!state.start || shared.length === 0) return undefined
  const last = history(state.start, state, bench.calendarOf(state)).chapters.at(-1)
  if (last?.tells !== 'ClockMet') return undefined
  const { fact } = last
  const isShared = shared.some(({ order, letter }) =>
    fact.from === undefined ? fact.order === order : 'letter' in fact && fact.letter === letter,
  )
  return isShared ? fact : undefined
}

const nextOf = (instant: string) => new Date(Date.parse(instant) + 1).toISOString()
