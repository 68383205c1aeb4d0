import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { DataOf } from '@ventanilla/contracts'
import { type Entity, type Kind, kindOf, type Procedure, procedureOn } from '@ventanilla/procedures'
import type { NotOpened } from '../events.ts'
import { reception } from './reception.ts'

export type Filing = DataOf<'ventanilla.intake.FilingReceived.v1'>

export interface Openable {
  procedure: Procedure
  kind: Kind
  received: LocalDate
}

/**
 * Under which version a filing's case is born: the one in force on the day it came in. Intake has checked all of
 * this; should the two ever disagree, one case waits for a person instead of every case waiting for this one.
 */
export function openable(
  filing: Filing,
  entity: Entity | undefined,
  calendar: Calendar,
): Openable | { reason: NotOpened } {
  if (entity === undefined) return { reason: 'entity-unknown' }
  if (!entity.procedures.has(filing.procedure)) return { reason: 'procedure-unknown' }
  const procedure = procedureOn(entity, filing.procedure, bogotaDate(filing.receivedAt))
  if (procedure === undefined) return { reason: 'procedure-not-in-force' }
  const kind = kindOf(procedure, filing.kind)
  if (kind === undefined) return { reason: 'kind-unknown' }
  try {
    return { procedure, ...reception(procedure, kind, filing.receivedAt, calendar) }
  } catch (error) {
    if (error instanceof RangeError) return { reason: 'date-not-covered' }
    throw error
  }
}
