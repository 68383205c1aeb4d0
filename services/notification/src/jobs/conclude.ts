import type { BusinessClock } from '@ventanilla/runtime'
import type { Outcome } from '../domain/outcome.ts'
import type { Waiting } from '../queries/outbox/reader.ts'
import type { Ending } from './attempt.ts'
import type { Sender } from './mail-of.ts'
import { outcomeOf } from './outcome-of.ts'
import type { Retries } from './retries.ts'

export interface Concluding {
  sender: Sender
  retries: Retries
  clock: BusinessClock
  /** Writes what became of a message, once however often it is asked. */
  record(recording: { entity: string; at: string; outcome: Outcome }): Promise<void>
}

/**
 * Writes down how a try ended. A process that dies between the server's word and this sends the message again under
 * the same Message-ID. What is put off is told once, when it has lasted, and tried for as long as it lasts.
 */
export async function conclude(row: Waiting, ending: Ending, deps: Concluding): Promise<void> {
  const { retries, clock, record, sender } = deps
  const { message_id: messageId, entity } = row
  const write = () => record({ entity, at: clock.now(), outcome: outcomeOf(row, ending, sender) })
  if (ending.ended !== 'put-off') {
    await write()
    return retries.forget(messageId)
  }
  const lasts = retries.putOff(messageId, ending.maxMs)
  if (lasts && row.troubled_since === null) await write()
}
