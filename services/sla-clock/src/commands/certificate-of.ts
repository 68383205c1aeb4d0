import type { Certificate, DaysCertificate } from '@ventanilla/certificate'
import { type Explanation, explain } from '../domain/explain.ts'
import type { CaseFact } from '../domain/facts.ts'
import type { ClockStanding } from '../domain/standing.ts'
import { wideCertificate } from './certificate-wide.ts'
import type { ReadClock } from './read-clock.ts'

/**
 * A clock's explanation as the document that is signed. Of a case it holds ids, days and the words of its procedure:
 * reasons that people wrote stay in the vault. What its first version can say is said by that, for whoever reads no
 * other.
 * @param now the present business instant
 */
export function certificateOf(found: ReadClock, now: string): Certificate {
  const { start, clock, calendar } = found
  const explained = explain(start, clock, calendar)
  const common = commonOf(found, explained, now)
  const { unit } = start
  if (unit !== 'business-days' && unit !== 'calendar-days')
    return wideCertificate(common, { unit, explained, calendar })
  return daysCertificate(common, { unit, explained })
}

/** All that no unit changes. */
export type Common = Omit<DaysCertificate, 'version' | 'term' | 'pauses' | 'days'> & {
  readonly term: Omit<DaysCertificate['term'], 'unit' | 'start'>
}

function commonOf(found: ReadClock, explained: Explanation, now: string): Common {
  const { entity, start } = found
  const { due, warnings, summary, standing } = explained
  const facts = factsOf(found)
  const last = standing.state === 'paused' ? undefined : due
  return {
    type: 'ventanilla-clock-certificate',
    // The clock of another replica may be some seconds ahead: nothing is certified before it happened.
    issuedAt: facts.reduce((latest, { at }) => (at > latest ? at : latest), now),
    entity,
    clock: { id: start.clockId, caseId: start.caseId, name: start.clock },
    term: {
      ...{ regime: start.regime, kind: start.kind ?? null, source: standing.source },
      ...{ amount: standing.count.amount, received: standing.term.received },
      restarted: standing.term.restartedOn !== undefined,
      extensions: standing.extensions.map(({ amount, on }) => ({ amount, on })),
    },
    calendar: { id: start.calendar.id, version: start.calendar.version },
    warnings: warnings.map(({ detail }) => detail),
    due: last ?? null,
    endsAt: last === undefined ? null : (standing.count.endsAt ?? null),
    ...judgement(standing),
    summary,
    facts,
  }
}

function daysCertificate(
  { term, ...common }: Common,
  { unit, explained }: { unit: DaysCertificate['term']['unit']; explained: Explanation },
): DaysCertificate {
  const { days, standing } = explained
  return {
    ...common,
    version: 1,
    term: { ...term, unit, start: 'following-day' },
    pauses: standing.term.pauses.map(({ from, to, reason, basis }) => ({
      ...{ from, to: to ?? null, reason, source: basis ?? null },
    })),
    days: days.map(({ source, ...day }) => ({ ...day, kind: kindOf(day), source: source ?? null })),
  }
}

type Kind = DaysCertificate['days'][number]['kind']

/** A term in days, from the day after, has no others; and the signer signs no others. */
const kindOf = ({ kind }: { kind: string }) => kind as Kind

function judgement({ state, late, term: { phase } }: ClockStanding) {
  const ended = phase.is === 'met' || phase.is === 'cancelled'
  return {
    state,
    pausedOn: phase.is === 'paused' ? phase.since : null,
    endedOn: ended ? phase.on : null,
    judgedOn: ended ? phase.stoodOn : null,
    late: late ?? null,
  }
}

function factsOf({ events }: ReadClock): Certificate['facts'] {
  return events.map(({ position, id, type, at, data }) => {
    const { fact } = data as { fact?: Pick<CaseFact, 'order' | 'from'> }
    return { position, id, type, at, routing: fact?.from === undefined ? (fact?.order ?? null) : null }
  })
}
