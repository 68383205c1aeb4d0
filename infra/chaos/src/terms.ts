import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Acknowledged } from './load.ts'
import type { Truth } from './verify.ts'

export const FALSE_BREACH = 'a false breach'

/** What the legal term of each case must have come to at a business instant: met by its answer, or over, or running. */
export function wrongTerms({ told }: Truth, filed: readonly Acknowledged[], now: string): string[] {
  const byCase = Map.groupBy(told, ({ subject }) => subject)
  return filed.flatMap(({ caseId }) =>
    wrongTerm(byCase.get(caseId) ?? [], now).map((text) => `${caseId}: ${text}`),
  )
}

function wrongTerm(events: readonly PublicEvent[], now: string): string[] {
  const started = events.find(
    (event) => event.type === 'ventanilla.sla-clock.ClockStarted.v2' && event.data.clock === 'legal',
  )
  if (started?.type !== 'ventanilla.sla-clock.ClockStarted.v2') return ['no legal term was started']
  const { due, clockId } = started.data
  const mine = events.filter((event) => 'clockId' in event.data && event.data.clockId === clockId)
  const of = <Type extends PublicEvent['type']>(type: Type) =>
    mine.filter((event): event is Extract<PublicEvent, { type: Type }> => event.type === type)
  const [met, breached] = [
    of('ventanilla.sla-clock.ClockMet.v1'),
    of('ventanilla.sla-clock.ClockBreached.v1'),
  ]
  const warned = of('ventanilla.sla-clock.ClockWarned.v1')
  const answered = events.find(({ type }) => type === 'ventanilla.routing.CaseAnswered.v1')?.at
  // The day of the end is its own: what comes at midnight is late (Ley 4/1913 art. 59).
  const end = bogotaInstant(addDays(due, 1))

  if (answered !== undefined && answered < end)
    return [
      ...(met.length === 1 && met[0]?.data.late === false ? [] : [`answered in time, and not met`]),
      ...breached.map(() => `${FALSE_BREACH}: answered at ${answered}, over at ${end}`),
      ...warned.filter(({ at }) => at > answered).map(({ at }) => `warned of ${at}, answered at ${answered}`),
    ]
  if (end > now) return breached.map(({ at }) => `breached at ${at}, and not over before ${end}`)
  return breached.length === 1 && breached[0]?.at === end
    ? []
    : [`over at ${end}, and breached ${breached.length} times (${breached.map(({ at }) => at).join(', ')})`]
}

/** What was told of terms as reached after an instant. */
export function reachedAfter({ told }: Truth, filed: readonly Acknowledged[], instant: string): string[] {
  const cases = new Set(filed.map(({ caseId }) => caseId))
  return told.flatMap(({ type, subject, at }) =>
    cases.has(subject) && at > instant && /Clock(Warned|Breached)/.test(type)
      ? [`${subject}: ${type} of ${at}, when routing was heard up to ${instant}`]
      : [],
  )
}
