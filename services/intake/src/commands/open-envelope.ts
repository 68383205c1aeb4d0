import type { IntakeDeps } from '../deps.ts'
import { type SubmittedEvent, submittedEvent } from './cloud-event.ts'

/** The event that waits in quarantine, as it came; undefined when its key was destroyed. */
export async function openEnvelope(
  { log, vault }: Pick<IntakeDeps, 'log' | 'vault'>,
  { caseId, envelopeRef }: { caseId: string; envelopeRef: string },
): Promise<SubmittedEvent | undefined> {
  const sealed = await log.enclosure(`quarantine/${caseId}`, 'envelope')
  const raw = sealed && (await vault.open(envelopeRef, sealed))
  return raw && submittedEvent.parse(JSON.parse(new TextDecoder().decode(raw)))
}
