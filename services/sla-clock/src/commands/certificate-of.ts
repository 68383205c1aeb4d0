import type { Certificate } from '@ventanilla/certificate'
import { endOfDue } from '@ventanilla/terms'
import { explain } from '../domain/explain.ts'
import type { CaseFact } from '../domain/facts.ts'
import type { ClockStanding } from '../domain/standing.ts'
import type { ReadClock } from './read-clock.ts'

/**
 * A clock's explanation as the document that is signed. Of a case it holds ids, days and the words of its procedure:
 * reasons that people wrote stay in the vault.
 * @param now the present business instant
 */
export function certificateOf(found: ReadClock, now: string): Certificate {
  const { entity, start, clock, calendar } = found
  const { due, days, warnings, summary, standing } = explain(start, clock, calendar)
  const facts = factsOf(found)
  const last = standing.state === 'paused' ? undefined : due
  return {
    ...{ type: 'ventanilla-clock-certificate', version: 1 },
    // The clock of another replica may be some seconds ahead: nothing is certified before it happened.
    issuedAt: facts.reduce((latest, { at }) => (at > latest ? at : latest), now),
    entity,
    clock: { id: start.clockId, caseId: start.caseId, name: start.clock },
    term: {
      ...{ regime: start.regime, kind: start.kind ?? null, source: standing.source },
      ...{ amount: standing.count.amount, unit: start.unit, received: standing.term.received },
      start: 'following-day',
      restarted: standing.term.restartedOn !== undefined,
      extensions: [...standing.extensions],
    },
    calendar: { id: start.calendar.id, version: start.calendar.version },
    pauses: standing.term.pauses.map(({ from, to, reason, basis }) => ({
      ...{ from, to: to ?? null, reason, source: basis ?? null },
    })),
    days: days.map(({ source, ...day }) => ({ ...day, kind: kindOf(day), source: source ?? null })),
    warnings: warnings.map(({ detail }) => detail),
    due: last ?? null,
    endsAt: last === undefined ? null : endOfDue(last),
    ...judgement(standing),
    summary,
    facts,
  }
}

type Kind = Certificate['days'][number]['kind']

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
