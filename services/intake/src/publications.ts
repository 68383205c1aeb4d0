import type { Publications } from '@ventanilla/bus'
import type { PublicDraft } from '@ventanilla/contracts'
import type { FilingNumbered, FilingReceived } from './domain/filing-events.ts'
import type { FilingQuarantined } from './domain/quarantine.ts'

/** What the other services learn of a filing. Reads of personal data and erasures stay inside. */
export const publications: Publications = ({ type, data }) => {
  switch (type) {
    case 'FilingReceived':
      return received(data as unknown as FilingReceived)
    case 'FilingNumbered':
      return numbered(data as unknown as FilingNumbered)
    case 'FilingQuarantined':
      return quarantined(data as unknown as FilingQuarantined)
    default:
      return undefined
  }
}

function received(data: FilingReceived): PublicDraft {
  const { envelopeRef: _, personRef, contactRef, reservedRef: __, attended, ...told } = data
  const person = data.mode === 'reserved' ? reserved(data) : { personRef, contactRef }
  return {
    type: 'ventanilla.intake.FilingReceived.v1',
    subject: data.caseId,
    data: withoutUndefined({ ...told, ...(attended && { form: attended }), ...person }),
  }
}

/**
 * Who asked for reserve is known to intake alone (Ley 1712/2014 art. 4 par.). The reference that is the same on all else
 * that the person files stays here, and so does what another system knows them by: a number, a turn. What goes out is of
 * this filing alone and finds the address for the answer; filings of before had none, and nobody is written to.
 */
function reserved({ reservedRef, contactRef, attended }: FilingReceived) {
  const addressee = reservedRef === undefined ? {} : { personRef: reservedRef, contactRef }
  return { ...addressee, externalRef: undefined, ...(attended && { form: { point: attended.point } }) }
}

function numbered({ caseId, series, numberedAt, number, radicado }: FilingNumbered): PublicDraft {
  if (number === undefined || radicado === undefined)
    throw new Error(`${caseId} was written without a number`)
  return {
    type: 'ventanilla.intake.FilingNumbered.v1',
    subject: caseId,
    data: { caseId, series, numberedAt, number, radicado },
  }
}

function quarantined({ caseId, reason, receivedAt }: FilingQuarantined): PublicDraft {
  return {
    type: 'ventanilla.intake.FilingQuarantined.v1',
    subject: caseId,
    data: { caseId, reason, receivedAt },
  }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}
