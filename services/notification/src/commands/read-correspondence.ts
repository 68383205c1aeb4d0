import { fold } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { type Correspondence, correspondence } from '../domain/correspondence.ts'
import type { CorrespondenceEvent } from '../domain/facts.ts'
import { correspondenceStream } from '../domain/stream.ts'

/** The letters of one case, and what they wait for, as its stream says it now. */
export async function readCorrespondence(log: EventLog, caseId: string): Promise<Correspondence> {
  const { events } = await log.stream(correspondenceStream(caseId))
  return fold(correspondence, events as unknown as CorrespondenceEvent[])
}
