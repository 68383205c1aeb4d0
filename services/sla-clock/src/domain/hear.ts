import { bogotaInstant, type Calendar } from '@ventanilla/calendar'
import type { ClockEvent } from './clock-events.ts'
import { type Clock, evolve, markKey } from './clock-state.ts'
import type { CaseFact, ClockStart } from './facts.ts'
import { type Chapter, type History, has, history, untold, withFact } from './history.ts'
import { waitsForLetters } from './rules.ts'
import { standing } from './standing.ts'
import { noted, reachedBefore, tell } from './tell.ts'
import { isRunning } from './term.ts'

export interface Heard {
  readonly fact: CaseFact
  readonly at: string
  readonly calendar: Calendar
}

/**
 * A fact of the case reaches its clock. One that is heard after a later one is put in its place, and what it changes is
 * told again. Heard twice, it changes nothing.
 */
export function hear(start: ClockStart, clock: Clock, { fact, at, calendar }: Heard): readonly ClockEvent[] {
  if (has(clock.facts, fact)) return []
  const before = history(start, clock, calendar)
  const facts = withFact(clock.facts, fact)
  const after = history(start, { ...clock, facts }, calendar)
  const changed = untold(before.chapters, after.chapters)
  const news = changed.length > 0 ? changed : undone(before, after, fact)
  if (news.length === 0) return [noted(start, fact)]
  const anew = after.chapters.length - news.length < before.chapters.length
  const stop = stopOf(start, { before, news, anew, facts, fact })
  const passed = stop
    ? reachedBefore(start, clock, stop.at ?? bogotaInstant(stop.on), calendar, at, before)
    : []
  const now = { ...passed.reduce(evolve, clock), facts }
  const ran = anew ? ranUpTo(start, { clock, before, after, now, news, fact }, calendar) : []
  const told = [...ran, ...news].map((chapter) => tell(start, now, chapter, calendar))
  // What has made another fact count, as the answer does a delivery that was heard before it, is kept beside it.
  const kept = news.some((chapter) => chapter.fact === fact) ? [] : [noted(start, fact)]
  return [...passed, ...kept, ...told]
}

/**
 * A fact that is heard late may undo the last change and put none in its place: an answer between another one and its
 * delivery, which then brings nothing any more. How the term stands without it is told, by what made it stand so.
 */
function undone(
  before: History,
  { chapters, state, stretches }: History,
  fact: CaseFact,
): readonly Chapter[] {
  if (chapters.length === before.chapters.length) return []
  const { tells = 'ClockResumed', fact: by = fact } = chapters.at(-1) ?? {}
  return [{ tells, fact: by, state, stretches }]
}

interface Rewritten {
  readonly clock: Clock
  readonly before: History
  readonly after: History
  readonly now: Clock
  readonly news: readonly Chapter[]
  readonly fact: CaseFact
}

/**
 * A stop leaves of what is ahead what lies before it. A fact that is heard late may take back what had stopped a term,
 * or what it had gone on by, and leave it stopped elsewhere: what it passed up to there is another then. So how it ran
 * is told before it, and what had stopped it before that.
 */
function ranUpTo(
  start: ClockStart,
  { clock, before, after, now, news, fact }: Rewritten,
  calendar: Calendar,
): readonly Chapter[] {
  const [first, last] = [news[0], news.at(-1)]
  const stretch = first?.stretches.at(-1)
  if (!waitsForLetters(start) || !first || !last || !stretch) return []
  // Who tells that it goes on tells all that it had passed, too.
  if (news.some(({ tells }) => tells === 'ClockResumed')) return []
  const stops = news.map(({ fact: { at, on } }) => at ?? bogotaInstant(on))
  const left = standing(start, clock, calendar, before).ahead.filter((mark) =>
    stops.every((stop) => mark.at <= stop),
  )
  const { ahead } = standing(start, now, calendar, last)
  if (left.map(markKey).join() === ahead.map(markKey).join()) return []
  const { state } = stretch
  const ran: Chapter = { tells: 'ClockResumed', fact, state, stretches: first.stretches.slice(0, -1) }
  const kept = after.chapters.slice(0, -news.length)
  const stop = kept[kept.findLastIndex(({ tells }) => tells === 'ClockResumed') + 1]
  return stop ? [ran, stop] : [ran]
}

interface News {
  readonly before: History
  readonly news: readonly Chapter[]
  /** Whether something that was told before is told anew. */
  readonly anew: boolean
  readonly facts: readonly CaseFact[]
  readonly fact: CaseFact
}

/** The fact at which a running term stops: what it had reached by then is told first, unless all is told anew. */
function stopOf(start: ClockStart, { before, news, anew, facts, fact }: News): CaseFact | undefined {
  if (!isRunning(before.state)) return undefined
  if (start.law === undefined) return fact.effect !== 'runs' && facts.at(-1) === fact ? fact : undefined
  return anew ? undefined : news.find(({ tells }) => tells !== 'ClockResumed')?.fact
}
