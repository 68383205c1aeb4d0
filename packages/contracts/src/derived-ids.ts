import { deriveId } from '@ventanilla/event-log'

/**
 * The id of the message that carries something to the person of a case. Who hears what became of a message knows by
 * it what was delivered: an acknowledgement is one for each case, the others are one for each fact that they tell.
 * @param cause id of the public event that is told; absent for the acknowledgement
 */
export function messageIdOf(
  caseId: string,
  template: 'acuse' | 'acumulacion' | 'prorroga' | 'nueva-fecha' | 'respuesta',
  cause?: string,
): string {
  return deriveId('message', caseId, template, ...(cause === undefined ? [] : [cause]))
}

/** A case has one clock of each name: whoever hears of the case, or of one of its clocks, knows by it which. */
export function clockIdOf(caseId: string, clock: string): string {
  return deriveId('clock', caseId, clock)
}
