import { given } from '@ventanilla/decider/testing'
import { it } from 'vitest'
import { type QuarantineCommand, type QuarantineEvent, quarantine } from '../src/domain/quarantine.ts'

const caseId = '6f1c9c1e-8f0a-5c38-9a77-0f3b7b1c2d4e'
const data = {
  caseId,
  reason: 'kind-unknown',
  receivedAt: '2026-01-02T15:00:00.000Z',
  envelopeRef: 'envelope',
}
const quarantined: QuarantineEvent = { type: 'FilingQuarantined', data }
const reinterpreted: QuarantineEvent = {
  type: 'FilingReinterpreted',
  data: { caseId, entity: 'icetex', corrected: true },
}
const hold: QuarantineCommand = { type: 'Hold', ...data }
const release: QuarantineCommand = { type: 'Release', entity: 'icetex', corrected: true }

it('holds what cannot be read, once', () => {
  given(quarantine).when(hold).then(quarantined)
  given(quarantine, quarantined).when(hold).thenNothing()
  given(quarantine, quarantined, reinterpreted).when(hold).thenNothing()
})

it('releases what it holds, once', () => {
  given(quarantine, quarantined).when(release).then(reinterpreted)
  given(quarantine, quarantined, reinterpreted).when(release).thenRefused('filing-not-quarantined')
  given(quarantine).when(release).thenRefused('filing-not-quarantined')
})
