import type { EventLog } from '@ventanilla/event-log'
import { wasSeparated } from '../domain/was-separated.ts'
import { readCorrespondence } from './read-correspondence.ts'

/** Whether a letter says what holds no more, read from the stream at the last moment: a separation of a moment ago counts. */
export async function isSeparated(
  log: EventLog,
  { messageId, caseId }: { messageId: string; caseId: string },
): Promise<boolean> {
  return wasSeparated(await readCorrespondence(log, caseId), messageId)
}
