import { factRefusals, type ReadFact } from '@ventanilla/terms'
import type { z } from 'zod'
import type { ReadClock } from '../commands/read-clock.ts'
import type { ClockExtended } from '../domain/clock-events.ts'
import type { Recount } from '../domain/clock-state.ts'
import { explain } from '../domain/explain.ts'
import type { ClockLaw, Extension } from '../domain/facts.ts'
import { type ClockStanding, standing } from '../domain/standing.ts'
import type { ClockRow } from '../queries/clocks/projection.ts'
import type { clockItem, clockView, explanationView, extensionView } from './shapes.ts'

function termOf(
  { entity, start, clock: known }: ReadClock,
  { due, term, count, source, extension, state, late }: ClockStanding,
) {
  const { clockId, caseId, clock, regime, unit } = start
  const { amount } = count
  const { phase, received } = term
  return {
    ...{ clockId, caseId, entity, clock, regime, source, received, amount, unit, extension, state },
    due: phase.is === 'paused' ? null : (due ?? null),
    late: late ?? null,
    pausedOn: phase.is === 'paused' ? phase.since : null,
    endedOn: phase.is === 'met' || phase.is === 'cancelled' ? phase.on : null,
    ...(known.aside !== undefined && { resting: true as const }),
  }
}

export function viewOf(found: ReadClock): z.input<typeof clockView> {
  const { start, clock, calendar, version } = found
  const now = standing(start, clock, calendar)
  return {
    ...termOf(found, now),
    ...nameOf(start),
    ...{ version, calendar: start.calendar.version, endsAt: endOf(now) },
    extensions: clock.extensions.map(grantOf),
    ahead: now.ahead.map(({ at, rung }) => ({ at, rung })),
  }
}

/** @param at the business instant at which it is judged; when what is known of it was last told, if absent */
export function explanationOf(found: ReadClock, at?: string): z.input<typeof explanationView> {
  const { start, clock, calendar } = found
  const {
    days,
    summary,
    effects,
    refused,
    facts,
    recounts,
    standing: now,
  } = explain(start, clock, calendar, at)
  const { id, version } = start.calendar
  return {
    ...termOf(found, now),
    ...nameOf(start),
    endsAt: endOf(now),
    ...(start.law && { law: lawOf(start.law), facts: facts.map(factOf) }),
    ...{ calendar: { id, version }, summary, effects: [...effects], explanation: [...days] },
    ...(recounts.length > 0 && { recounts: recounts.map(recountOf) }),
    extensions: clock.extensions.map(grantOf),
    refused: refused.map(({ what, code }) => ({ on: what.on, code, detail: factRefusals[code] })),
  }
}

function grantOf({ amount, on, flags = [], recordedBy }: Extension) {
  return { amount, on, flags: [...flags], ...(recordedBy !== undefined && { recordedBy }) }
}

/** None while it is suspended. */
function endOf({ term: { phase }, count }: ClockStanding): string | null {
  return phase.is === 'paused' ? null : (count.endsAt ?? null)
}

/** The term that a kind sets has no other name than its clock's. */
function nameOf({ declared }: ReadClock['start']): { name?: string } {
  return declared ? { name: declared.name } : {}
}

function recountOf({ on, nominal: at, from, to, act, by, before, due, paused }: Recount) {
  const dates = paused ? { before: null, due: null } : { before, due }
  return { ...{ on, at, act, by, from: from.version, to: to.version }, ...dates }
}

/** Without what only the count knows of it. */
function factOf({ instant: _, day: __, index: ___, ...fact }: ReadFact) {
  return fact
}

function lawOf({ regime, version, parameters }: ClockLaw) {
  return { regime, version, parameters: { ...parameters } }
}

export function itemOf(row: ClockRow): z.input<typeof clockItem> {
  const { clock_id: clockId, case_id: caseId, paused_on: pausedOn, ended_on: endedOn, flags, ...rest } = row
  const {
    entity,
    clock,
    regime,
    source,
    received,
    amount,
    unit,
    extension,
    due,
    state,
    late,
    calendar,
    rung,
  } = rest
  return {
    ...{
      clockId,
      caseId,
      entity,
      clock,
      regime,
      source,
      received,
      amount,
      extension,
      due,
      late,
      calendar,
      rung,
    },
    ...{ pausedOn, endedOn, flags: [...flags] },
    ...(row.resting && { resting: true as const }),
    // What the projection wrote is one of these.
    unit: unit as z.input<typeof clockItem>['unit'],
    state: state as z.input<typeof clockItem>['state'],
  }
}

export function extensionOf(data: ClockExtended['data']): z.input<typeof extensionView> {
  const { clockId, caseId, amount, on, due, extension, flags, recordedBy } = data
  return {
    ...{ clockId, caseId, amount, on, due, extension, flags: [...flags] },
    ...(recordedBy !== undefined && { recordedBy }),
  }
}
