import type { Notice } from '../domain/campaign/notice.ts'
import { writeNotice } from '../domain/campaign/write-notice.ts'
import { lines } from '../domain/letters/clean.ts'
import type { OutboxRow } from '../queries/outbox/projection.ts'
import { messageIdHeader, type Sender } from './mail-of.ts'
import type { Addressee, Mail, Names, Sms } from './ports.ts'

type NoticeRow = OutboxRow & { letter: Notice }

/** One recipient's mail of a campaign; it names no other. */
export function noticeMail(
  { message_id, entity, requested_at, letter }: NoticeRow,
  { name = '', address, subject = '', text = '' }: Addressee & { address: string },
  names: Names,
  sender: Sender,
): Mail {
  const own = names.entity(entity)
  const infoservicio = letter.template === 'infoservicio'
  const { unsubscribe } = sender
  return {
    id: messageIdHeader(message_id, sender),
    from: { name: own, address: sender.from },
    to: { name, address },
    date: requested_at,
    ...writeNotice({ subject, text, entity: own, infoservicio }),
    ...(!infoservicio && unsubscribe !== undefined && { unsubscribe }),
  }
}

export function noticeSms(
  { message_id }: NoticeRow,
  { phone, text = '' }: Addressee & { phone: string },
): Sms {
  return { id: message_id, to: phone, text: lines(text) }
}
