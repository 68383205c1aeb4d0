import { type Decider, type Decision, type Fact, refuse } from '@ventanilla/decider'

/** It was kept as it came, and nobody could read it as a filing. */
export interface FilingQuarantined {
  caseId: string
  /** A refusal's code, 'data-invalid', or 'event-type-unknown': never anything that was sent. */
  reason: string
  receivedAt: string
  envelopeRef: string
}

export type QuarantineEvent =
  | Fact<'FilingQuarantined', FilingQuarantined>
  /** It became a filing of that entity, whose own stream tells the rest. */
  | Fact<'FilingReinterpreted', { caseId: string; entity: string; corrected: boolean }>

export type QuarantineCommand =
  | ({ type: 'Hold' } & FilingQuarantined)
  | { type: 'Release'; entity: string; corrected: boolean }

export type Quarantine =
  | { status: 'none' }
  | { status: 'held'; caseId: string; receivedAt: string; envelopeRef: string }
  | { status: 'released' }

export type QuarantineRefusal = 'filing-not-quarantined'

/** Held once, released once: the original is what is interpreted again, with the instant at which it came. */
export const quarantine: Decider<Quarantine, QuarantineCommand, QuarantineEvent, QuarantineRefusal> = {
  initial: { status: 'none' },
  decide(command, state): Decision<QuarantineEvent, QuarantineRefusal> {
    if (command.type === 'Hold') {
      const { type: _, ...data } = command
      return state.status === 'none' ? [{ type: 'FilingQuarantined', data }] : []
    }
    if (state.status !== 'held')
      return refuse('filing-not-quarantined', { detail: 'Esta radicación no está en cuarentena.' })
    const { entity, corrected } = command
    return [{ type: 'FilingReinterpreted', data: { caseId: state.caseId, entity, corrected } }]
  },
  evolve(_state, event) {
    if (event.type === 'FilingReinterpreted') return { status: 'released' }
    const { caseId, receivedAt, envelopeRef } = event.data
    return { status: 'held', caseId, receivedAt, envelopeRef }
  },
}
