import { addDays, type Calendar, type LocalDate, type TermOf } from '@ventanilla/calendar'
import { type Due, due, isInHours, type Pause, type TermFacts } from '@ventanilla/terms'
import type { CaseStory, RawSpell } from './case-story.ts'
import type { ClockChange, ClockStory } from './clock-story.ts'

type DayRule = 'counts' | 'not-counted'

/** What the procedure says of the days on which a term stops, goes on, or is taken up again. */
export interface TermRules {
  readonly pauseDay: DayRule
  readonly resumeDay: DayRule
  /** Which closings suspend it depends on this. */
  readonly of?: TermOf
  /** How the term of a case that was opened again on a day goes on. */
  reopens(on: LocalDate): RawSpell['reopens']
}

export function termRules({ opened, spells }: CaseStory, clock: string): TermRules {
  const term = opened?.terms.find((one) => one.clock === clock)
  return {
    pauseDay: term?.pauseDay ?? 'counts',
    resumeDay: term?.resumeDay ?? 'not-counted',
    ...(opened && term && { of: { regime: term.regime, kind: opened.kind } }),
    reopens: (on) => spells.findLast(({ from }) => from === on)?.reopens,
  }
}

/**
 * How the due date of a clock comes about, day by day, from the facts that its service told. Undefined when these
 * don't lead to the date that it told: then the date stands, and no days are shown that don't explain it. A term in
 * hours is told by days, so nothing here explains it.
 */
export function explain(clock: ClockStory, rules: TermRules, calendar: Calendar): Due | undefined {
  if (clock.calendar.version !== calendar.version) return undefined
  const term = termOf(clock, rules)
  if (term === undefined) return undefined
  const found = due(term, rules.of ? calendar.forTerm(rules.of) : calendar)
  const told = clock.state === 'paused' ? undefined : clock.due
  return found.due === told ? found : undefined
}

interface Counting {
  received: LocalDate
  restartedOn?: LocalDate
  pauses: readonly Pause[]
  /** The first day that isn't counted any more, once the term is over. */
  overFrom?: LocalDate
}

function termOf(
  { received, amount, unit, extensions, changes }: ClockStory,
  rules: TermRules,
): TermFacts | undefined {
  if (isInHours(unit)) return undefined
  let counting: Counting = { received, pauses: [] }
  for (const change of changes) counting = after(counting, change, rules)
  const { restartedOn } = counting
  const granted = extensions
    .filter(({ on }) => restartedOn === undefined || on >= restartedOn)
    .map((extension) => ({ amount: extension.amount }))
  return { received: counting.received, amount, unit, extensions: granted, pauses: counting.pauses }
}

function after(counting: Counting, { does, on, reason = '' }: ClockChange, rules: TermRules): Counting {
  const { pauses } = counting
  const paused = pauses.some(({ to }) => to === undefined)
  const pausesFrom = rules.pauseDay === 'counts' ? addDays(on, 1) : on
  const resumesOn = rules.resumeDay === 'counts' ? on : addDays(on, 1)
  switch (does) {
    case 'pauses':
      return { ...counting, pauses: [...pauses, { from: pausesFrom, reason }] }
    case 'ends':
      return { ...counting, pauses: closed(pauses, on), overFrom: paused ? on : pausesFrom }
    case 'resumes':
      if (counting.overFrom === undefined) return { ...counting, pauses: closed(pauses, resumesOn) }
      return reopened({ ...counting, overFrom: counting.overFrom }, { on, reason, resumesOn }, rules)
  }
}

function reopened(
  counting: Counting & { overFrom: LocalDate },
  { on, reason, resumesOn }: { on: LocalDate; reason: string; resumesOn: LocalDate },
  { reopens }: TermRules,
): Counting {
  const { overFrom, ...rest } = counting
  const how = reopens(on) ?? 'remaining-days'
  if (how === 'new-term') return { received: on, restartedOn: on, pauses: [] }
  if (how === 'original-due') return rest
  const gap = { from: overFrom, reason: `caso terminado, que después se reabrió: ${reason}` }
  return { ...rest, pauses: closed([...rest.pauses, gap], resumesOn) }
}

/** Never before it began, whatever day another system says. */
function closed(pauses: readonly Pause[], to: LocalDate): readonly Pause[] {
  return pauses.map((pause) =>
    pause.to === undefined ? { ...pause, to: to > pause.from ? to : pause.from } : pause,
  )
}
