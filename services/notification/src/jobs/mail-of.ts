import type { Letter } from '../domain/letter.ts'
import { writeLetter } from '../domain/letters/write-letter.ts'
import type { OutboxRow } from '../queries/outbox/projection.ts'
import type { Addressee, Mail, Names } from './ports.ts'

export interface Sender {
  /** Right-hand side of every Message-ID. */
  domain: string
  /** Address that mail comes from; its name is the entity's. */
  from: string
  followUrl?: string | undefined
  /** Where who wants no more mailings writes; absent: they name none. */
  unsubscribe?: string | undefined
}

/** RFC 5322 §3.6.4. The same message has the same id on every try, so that a mailbox shows it once. */
export function messageIdHeader(messageId: string, { domain }: Sender): string {
  return `<${messageId}@${domain}>`
}

export function mailOf(
  row: OutboxRow & { letter: Letter; goesOnUnder?: string },
  { name = '', address, text }: Addressee & { address: string },
  names: Names,
  sender: Sender,
): Mail {
  const { message_id, thread, entity, requested_at, letter } = row
  const around = {
    entity: names.entity(entity),
    kind: names.kind(entity, letter.procedure, letter.kind),
    procedure: names.procedure(entity, letter.procedure),
    approved: names.approved(entity, letter)?.text,
    date: requested_at,
    ...(name !== '' && { person: name }),
    ...(text !== undefined && { text }),
    ...(row.goesOnUnder !== undefined && { goesOnUnder: row.goesOnUnder }),
    followUrl: sender.followUrl,
  }
  return {
    id: messageIdHeader(message_id, sender),
    ...(thread !== message_id && { inReplyTo: messageIdHeader(thread, sender) }),
    from: { name: around.entity, address: sender.from },
    to: { name, address },
    date: requested_at,
    ...writeLetter(letter, around),
  }
}
