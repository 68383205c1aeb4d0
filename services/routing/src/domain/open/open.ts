import { bogotaDate, type Calendar } from '@ventanilla/calendar'
import type { Decision } from '@ventanilla/decider'
import { assignFor, type Entity } from '@ventanilla/procedures'
import type { Case } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseEvent } from '../events.ts'
import { systemMoves, timedMoves } from '../move/system-moves.ts'
import { type Filing, type Openable, openable } from './openable.ts'
import { termsOf } from './terms.ts'

/** A filing came in. `entity` is absent when nobody here knows it. */
export interface Open {
  type: 'Open'
  filing: Filing
  entity: Entity | undefined
  calendar: Calendar
}

export function decideOpen({ filing, entity, calendar }: Open, state: Case): Decision<CaseEvent, never> {
  if (state.status === 'open') return []
  const found = openable(filing, entity, calendar)
  if ('procedure' in found) return born(filing, found, entity)
  if (state.status === 'not-opened' && state.reason === found.reason) return []
  const { caseId, procedure, kind, receivedAt } = filing
  return [{ type: 'CaseNotOpened', data: { caseId, procedure, kind, receivedAt, ...found } }]
}

/** Opened, assigned by the typification tree, and moved on where the procedure does so at once. */
function born(filing: Filing, { procedure, kind, received }: Openable, entity?: Entity): CaseEvent[] {
  const { caseId, channel, receivedAt, theme, product, recordedBy, personRef } = filing
  const standing = { kind: kind.id, state: procedure.initial }
  const opened: CaseEvent = {
    type: 'CaseOpened',
    data: {
      caseId,
      procedure: procedure.id,
      procedureVersion: procedure.version,
      family: procedure.family,
      ...standing,
      channel,
      receivedAt,
      terms: termsOf(procedure, kind, received, filing.term && { ...filing.term, by: recordedBy }),
      timed: timedMoves(procedure, standing),
      ...defined({ theme, product, recordedBy, personRef, requestingArea: requestingArea(filing, entity) }),
    },
  }
  const { area, level, rule } = assignFor(procedure, { kind: kind.id, theme, product, channel })
  const assigned: CaseEvent = {
    type: 'CaseAssigned',
    data: { caseId, area, level, rule: `typification-${rule + 1}` },
  }
  return [opened, assigned, ...systemMoves(procedure, { caseId, ...standing }, bogotaDate(receivedAt))]
}

/** The form of an internal request says which area asks: some need not attach what the others must. */
function requestingArea({ form }: Filing, entity?: Entity): string | undefined {
  const area = form?.requestingArea
  return entity?.areas.find(({ id }) => id === area)?.id
}
