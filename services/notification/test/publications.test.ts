import { publish } from '@ventanilla/bus'
import { assertPublic, isPublicType } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { publications } from '../src/publications.ts'
import { acuseId, caseId, contactRef, numberNoted, personRef, recipientNoted, textRef } from './case-facts.ts'

const published = (type: string, data: object) =>
  publish('notification', publications, {
    id: acuseId,
    type,
    data: data as Recorded['data'],
    at: '2026-11-22T15:00:00.300Z',
    entity: 'icetex',
    position: 7,
    stream: `correspondence/${caseId}`,
    version: 4,
    recordedAt: '2026-11-22T15:00:00.400Z',
    actor: 'service:notification',
  })

const request = {
  messageId: acuseId,
  caseId,
  channel: 'email',
  requestedAt: '2026-11-22T15:00:00.300Z',
  personRef,
  contactRef,
  textRef,
  thread: acuseId,
  letter: { template: 'acuse', radicado: 'ICX-2026-000001', due: '2026-12-14' },
}
const sent = { messageId: acuseId, caseId, smtpMessageId: `<${acuseId}@ventanilla.invalid>` }
const failed = { messageId: acuseId, caseId, reason: 'rejected', final: true, reply: 550 }

it.each([
  ['MessageRequested', request],
  ['MessageSent', sent],
  ['MessageFailed', failed],
  ['NoRecipient', { at: '2026-11-22T15:00:00.000Z', why: 'reserved' }],
])('%s is told as the contract says', (type, data) => {
  const event = published(type, data)
  if (!event) throw new Error(`${type} is not told`)
  expect(isPublicType(event.type) && event.subject).toBe(caseId)
  expect(assertPublic(event)).toBe(event)
})

it('a request tells whom and which letter, not what it says nor where it lies', () => {
  expect(published('MessageRequested', request)?.data).toEqual({
    messageId: acuseId,
    caseId,
    template: 'acuse',
    channel: 'email',
    personRef,
  })
})

it.each([
  ['RecipientNoted', recipientNoted.data],
  ['NumberNoted', numberNoted.data],
])('%s stays inside', (type, data) => expect(published(type, data)).toBeUndefined())
