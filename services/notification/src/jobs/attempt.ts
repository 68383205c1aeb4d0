import type { Logger } from '@ventanilla/runtime'
import type { FailureReason } from '../domain/facts.ts'
import type { Waiting } from '../queries/outbox/reader.ts'
import { mailOf, type Sender } from './mail-of.ts'
import type { Outage } from './outage.ts'
import { type Addressee, type Looked, type Mailer, MailServerUnavailable, type Names } from './ports.ts'

/** How one try ended. */
export type Ending =
  | { ended: 'sent' }
  | { ended: 'failed'; reason: FailureReason; reply?: number | undefined }
  | { ended: 'put-off'; reason: FailureReason; reply?: number | undefined; maxMs?: number }

export interface Attempting {
  mailer: Mailer
  names: Names
  sender: Sender
  outage: Outage
  logger: Logger
}

/** While no server answers, a message waits no longer than this, milliseconds: it is not its fault. */
const OUTAGE_MAX_MS = 30_000

/** Tries to hand one message over. Never throws: what goes wrong with one must not hold the others. */
export async function attempt(row: Waiting, looked: Looked, deps: Attempting): Promise<Ending> {
  if (looked === 'unreadable') return { ended: 'put-off', reason: 'unreadable' }
  if (looked === 'erased') return { ended: 'failed', reason: 'person-erased' }
  const { address } = looked
  if (address === undefined) return { ended: 'failed', reason: 'no-address' }
  try {
    return await send(row, { ...looked, address }, deps)
  } catch (error) {
    if (error instanceof MailServerUnavailable) {
      deps.outage.begins(error)
      return { ended: 'put-off', reason: 'temporary', maxMs: OUTAGE_MAX_MS }
    }
    deps.logger.error({ messageId: row.message_id, err: error }, 'a message could not be written')
    return { ended: 'put-off', reason: 'unreadable' }
  }
}

async function send(
  row: Waiting,
  addressee: Addressee & { address: string },
  { mailer, names, sender, outage }: Attempting,
): Promise<Ending> {
  const verdict = await mailer.send(mailOf(row, addressee, names, sender))
  outage.ends()
  if (verdict.took) return { ended: 'sent' }
  const { forGood, reply } = verdict
  if (forGood) return { ended: 'failed', reason: reply === undefined ? 'no-address' : 'rejected', reply }
  if (row.expired) return { ended: 'failed', reason: 'gave-up', reply }
  return { ended: 'put-off', reason: 'temporary', reply }
}
