import { randomUUID } from 'node:crypto'
import type { EventLog } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'
import type { CorrespondenceEvent, MessageRequested } from '../domain/facts.ts'
import { accessStream } from '../domain/letter-read.ts'
import { correspondenceStream } from '../domain/stream.ts'
import { mailOf, type Sender } from '../jobs/mail-of.ts'
import type { Mail, Names, People } from '../jobs/ports.ts'
import { goesOnUnder } from './goes-on-under.ts'

export interface ReadLetter {
  log: EventLog
  clock: BusinessClock
  people: People
  names: Names
  sender: Sender
}

/** A letter that was asked for, and whether its person filed with their name. */
export interface FoundLetter {
  asked: MessageRequested['data']
  named: boolean
}

export async function findLetter(
  log: EventLog,
  { caseId, messageId }: { caseId: string; messageId: string },
): Promise<FoundLetter | undefined> {
  const events = (await log.stream(correspondenceStream(caseId))).events as unknown as CorrespondenceEvent[]
  const isAsked = (event: CorrespondenceEvent) =>
    event.type === 'MessageRequested' && event.data.messageId === messageId
  const asked = events.find((event): event is MessageRequested => isAsked(event))
  const named = events.some(({ type, data }) => type === 'RecipientNoted' && 'named' in data)
  return asked && { asked: asked.data, named }
}

/**
 * The letter as it goes out, written again from what it was asked for with. That it was read is written before anything
 * is shown. @throws ProblemError `letter-erased` when its person, or the text in it, was erased
 */
export async function readLetter(
  { log, clock, people, names, sender }: ReadLetter,
  { asked }: FoundLetter,
  { entity, actor }: { entity: string; actor: string },
): Promise<Mail> {
  const { messageId, caseId, personRef, contactRef = null, textRef = null, thread, letter } = asked
  await record(log, entity, { messageId, caseId, actor, at: clock.now() })
  const [looked = 'unreadable'] = await people.look([{ personRef, contactRef, textRef }])
  if (looked === 'unreadable') throw new Error(`letter ${messageId} can't be read`)
  if (looked === 'erased' || looked.address === undefined) throw problem('letter-erased')
  const under = letter.template === 'acumulacion' ? await goesOnUnder(log, letter.into) : undefined
  const row = {
    ...{ message_id: messageId, case_id: caseId, thread, entity, requested_at: asked.requestedAt, letter },
    ...{ person_ref: personRef, contact_ref: contactRef, text_ref: textRef, troubled_since: null },
    ...(under !== undefined && { goesOnUnder: under }),
  }
  return mailOf(row, { ...looked, address: looked.address }, names, sender)
}

async function record(
  log: EventLog,
  entity: string,
  { actor, at, ...data }: { messageId: string; caseId: string; actor: string; at: string },
): Promise<void> {
  const stream = accessStream(data.caseId)
  const event = { id: randomUUID(), type: 'LetterRead', data, at }
  const written = await log.write(entity, { appends: [{ stream, expected: 'any', events: [event], actor }] })
  if (written.outcome === 'refused') throw new Error(`${stream}: ${written.code}`)
}
