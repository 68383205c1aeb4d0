import { given } from '@ventanilla/decider/testing'
import { describe, it } from 'vitest'
import { correspondence } from '../src/domain/correspondence.ts'
import type { CorrespondenceEvent, MessageFailed, MessageSent } from '../src/domain/facts.ts'
import {
  acuse,
  acuseId,
  caseId,
  dueNoted,
  extensionNoted,
  note,
  numberNoted,
  prorroga,
  recipientNoted,
} from './case-facts.ts'

const history = (...events: CorrespondenceEvent[]) => given(correspondence, ...events)

describe('how a message ends', () => {
  const sent: MessageSent = {
    type: 'MessageSent',
    data: { messageId: acuseId, caseId, smtpMessageId: `<${acuseId}@ventanilla.invalid>` },
  }
  const failed: MessageFailed = {
    type: 'MessageFailed',
    data: { messageId: acuseId, caseId, reason: 'rejected', final: true, reply: 550 },
  }
  const troubled: MessageFailed = {
    type: 'MessageFailed',
    data: { messageId: acuseId, caseId, reason: 'temporary', final: false, reply: 451 },
  }
  const recordSent = { type: 'RecordSent', sent: sent.data } as const
  const recordFailed = { type: 'RecordFailed', failed: failed.data } as const
  const recordTroubled = { type: 'RecordFailed', failed: troubled.data } as const

  it('sent, once', () => {
    history(acuse).when(recordSent).then(sent)
    history(acuse, sent).when(recordSent).thenNothing()
    history(acuse, troubled).when(recordSent).then(sent)
  })

  it('failed, once', () => {
    history(acuse).when(recordFailed).then(failed)
    history(acuse, failed).when(recordFailed).thenNothing()
    history(acuse, troubled).when(recordFailed).then(failed)
  })

  it('put off, told once', () => {
    history(acuse).when(recordTroubled).then(troubled)
    history(acuse, troubled).when(recordTroubled).thenNothing()
    history(acuse, failed).when(recordTroubled).thenNothing()
  })

  it('what a server took has been sent, whatever another sender saw', () => {
    history(acuse, failed).when(recordSent).then(sent)
    history(acuse, sent).when(recordFailed).thenNothing()
    history(acuse, sent).when(recordTroubled).thenNothing()
  })

  it('refuses what nobody asked for', () => {
    history(recipientNoted).when(recordSent).thenRefused('message-unknown')
    history(recipientNoted).when(recordFailed).thenRefused('message-unknown')
  })

  it('a failed letter is not asked for again', () => {
    history(recipientNoted, numberNoted, dueNoted, acuse, failed)
      .when(note(extensionNoted))
      .then(extensionNoted, prorroga)
  })
})
