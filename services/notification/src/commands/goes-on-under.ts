import { fold } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { correspondence } from '../domain/correspondence.ts'
import type { CorrespondenceEvent } from '../domain/facts.ts'
import { stillMerged } from '../domain/still-merged.ts'
import { correspondenceStream } from '../domain/stream.ts'

export interface MergeLetter {
  messageId: string
  caseId: string
  into: string
}

/**
 * The number under which a case goes on that was merged, read from the streams at the last moment: a separation of a
 * moment ago counts. Undefined while intake wasn't heard of that number.
 */
export async function goesOnUnder(
  log: EventLog,
  { messageId, caseId, into }: MergeLetter,
): Promise<string | 'separated' | undefined> {
  const [own, other] = [correspondenceStream(caseId), correspondenceStream(into)]
  const streams = await log.streams([own, other])
  const stateOf = (stream: string) =>
    fold(correspondence, (streams.get(stream)?.events ?? []) as unknown as CorrespondenceEvent[])
  return stillMerged(stateOf(own), messageId) ? stateOf(other).number?.radicado : 'separated'
}
