import type { Logger } from '@ventanilla/runtime'
import type { Notice } from '../domain/campaign/notice.ts'
import type { FailureReason } from '../domain/facts.ts'
import type { Letter } from '../domain/letter.ts'
import type { Waiting } from '../queries/outbox/reader.ts'
import { mailOf, type Sender } from './mail-of.ts'
import { noticeMail, noticeSms } from './notice-of.ts'
import type { Outage } from './outage.ts'
import {
  type Addressee,
  type Looked,
  type Mailer,
  MailServerUnavailable,
  type Names,
  type SmsGateway,
  SmsGatewayUnavailable,
  type Verdict,
} from './ports.ts'

/** How one try ended. */
export type Ending =
  | { ended: 'sent' }
  | { ended: 'failed'; reason: FailureReason; reply?: number | undefined }
  /** Its campaign was, before it went. */
  | { ended: 'cancelled' }
  | { ended: 'put-off'; reason: FailureReason; reply?: number | undefined; maxMs?: number }

export interface Attempting {
  mailer: Mailer
  /** Absent: this installation has none. */
  sms?: SmsGateway | undefined
  names: Names
  sender: Sender
  outage: Outage
  logger: Logger
}

/** While no server answers, a message waits no longer than this, milliseconds: it is not its fault. */
const OUTAGE_MAX_MS = 30_000

/** `goesOnUnder`: the number that a letter about a merge names. */
type Attempted = Waiting & { goesOnUnder?: string }

/**
 * Tries to hand one message over. Never throws: what goes wrong with one must not hold the others. A letter is owed
 * however long nobody takes it; a publication is no news by then, and whom it was for is kept until it has ended.
 */
export async function attempt(row: Attempted, looked: Looked, deps: Attempting): Promise<Ending> {
  const ending = await tried(row, looked, deps)
  if (ending.ended !== 'put-off' || !row.expired || !isNotice(row.letter)) return ending
  return { ended: 'failed', reason: 'gave-up', reply: ending.reply }
}

async function tried(row: Attempted, looked: Looked, deps: Attempting): Promise<Ending> {
  if (looked === 'unreadable') return { ended: 'put-off', reason: 'unreadable' }
  if (looked === 'erased') return { ended: 'failed', reason: 'person-erased' }
  try {
    const verdict = await hand(row, looked, deps)
    return verdict === 'no-address' ? { ended: 'failed', reason: verdict } : endingOf(row, verdict)
  } catch (error) {
    if (error instanceof MailServerUnavailable) {
      deps.outage.begins(error)
      return { ended: 'put-off', reason: 'temporary', maxMs: OUTAGE_MAX_MS }
    }
    // A gateway of its own: mail goes on meanwhile.
    if (error instanceof SmsGatewayUnavailable)
      return { ended: 'put-off', reason: 'temporary', maxMs: OUTAGE_MAX_MS }
    deps.logger.error({ messageId: row.message_id, err: error }, 'a message could not be written')
    return { ended: 'put-off', reason: 'unreadable' }
  }
}

async function hand(row: Attempted, to: Addressee, deps: Attempting): Promise<Verdict | 'no-address'> {
  const { mailer, names, sender, outage, sms } = deps
  const { letter } = row
  if (letter.template === 'sms') {
    if (to.phone === undefined) return 'no-address'
    if (!sms) throw new SmsGatewayUnavailable('this installation has no SMS gateway any more')
    return sms.send(noticeSms({ ...row, letter }, { ...to, phone: to.phone }))
  }
  if (to.address === undefined) return 'no-address'
  const addressee = { ...to, address: to.address }
  const verdict = await mailer.send(
    isNotice(letter)
      ? noticeMail({ ...row, letter }, addressee, names, sender)
      : mailOf({ ...row, letter }, addressee, names, sender),
  )
  outage.ends()
  return verdict
}

const isNotice = (letter: Letter | Notice): letter is Notice => 'campaignId' in letter

function endingOf({ expired }: Waiting, verdict: Verdict): Ending {
  if (verdict.took) return { ended: 'sent' }
  const { forGood, reply } = verdict
  if (forGood) return { ended: 'failed', reason: reply === undefined ? 'no-address' : 'rejected', reply }
  if (expired) return { ended: 'failed', reason: 'gave-up', reply }
  return { ended: 'put-off', reason: 'temporary', reply }
}
