import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { judgeOf } from '../src/commands/recipient-rules.ts'
import type { CampaignAsked } from '../src/domain/campaign/asked.ts'
import { campaign } from '../src/domain/campaign/campaign.ts'
import { checkAsked, MAX_RECIPIENTS } from '../src/domain/campaign/check-asked.ts'
import type {
  CampaignCancelled,
  CampaignErased,
  CampaignMessageFailed,
  CampaignMessageRequested,
  CampaignMessageSent,
  CampaignOpened,
} from '../src/domain/campaign/facts.ts'
import { campaignMessage } from '../src/domain/campaign/message.ts'
import { writeNotice } from '../src/domain/campaign/write-notice.ts'

const campaignId = 'a1a1a1a1-0000-5000-8000-000000000001'
const opened: CampaignOpened = {
  type: 'CampaignOpened',
  data: { campaignId, caseId: 'case', channel: 'email', recipients: 2, textRef: 'words' },
}
const cancelled: CampaignCancelled = {
  type: 'CampaignCancelled',
  data: { campaignId, noteRef: 'note', by: 'u-1' },
}

describe('a campaign', () => {
  const cancel = { type: 'Cancel', cancelled: { noteRef: 'note', by: 'u-1' } } as const
  it('is opened once', () => {
    given(campaign).when({ type: 'Open', opened: opened.data }).then(opened)
    given(campaign, opened).when({ type: 'Open', opened: opened.data }).thenNothing()
  })
  it('is cancelled once', () => {
    given(campaign, opened).when(cancel).then(cancelled)
    given(campaign, opened, cancelled).when(cancel).thenNothing()
    given(campaign).when(cancel).thenRefused('campaign-unknown')
  })
})

describe('the end of what is known of its recipients', () => {
  const erased: CampaignErased = { type: 'CampaignErased', data: { campaignId } }
  it('is told once, of a campaign that there is', () => {
    given(campaign, opened).when({ type: 'RecordErased' }).then(erased)
    given(campaign, opened, cancelled).when({ type: 'RecordErased' }).then(erased)
    given(campaign, opened, erased).when({ type: 'RecordErased' }).thenNothing()
    given(campaign).when({ type: 'RecordErased' }).thenRefused('campaign-unknown')
  })
})

describe('a message of a campaign', () => {
  const messageId = 'a1a1a1a1-0000-5000-8000-000000000002'
  const own = { messageId, campaignId }
  const requested: CampaignMessageRequested = {
    type: 'CampaignMessageRequested',
    data: {
      ...{ ...own, caseId: 'case', channel: 'email', recipientRef: 'r', textRef: 'words' },
      requestedAt: '2026-11-22T15:00:00.000Z',
    },
  }
  const sent: CampaignMessageSent = { type: 'CampaignMessageSent', data: own }
  const failed = (final: boolean): CampaignMessageFailed => ({
    type: 'CampaignMessageFailed',
    data: { ...own, reason: final ? 'cancelled' : 'temporary', final },
  })
  const recordSent = { type: 'RecordSent', sent: sent.data } as const
  const recordFailed = (final: boolean) => ({ type: 'RecordFailed', failed: failed(final).data }) as const

  it('is asked for once, and ends once', () => {
    given(campaignMessage).when({ type: 'Request', requested: requested.data }).then(requested)
    given(campaignMessage, requested).when({ type: 'Request', requested: requested.data }).thenNothing()
    given(campaignMessage, requested).when(recordSent).then(sent)
    given(campaignMessage, requested, sent).when(recordSent).thenNothing()
    given(campaignMessage, requested, failed(true)).when(recordFailed(true)).thenNothing()
    given(campaignMessage).when(recordSent).thenRefused('message-unknown')
  })
  it('that was taken stays sent, whatever another saw', () => {
    given(campaignMessage, requested, failed(true)).when(recordSent).then(sent)
    given(campaignMessage, requested, sent).when(recordFailed(true)).thenNothing()
  })
  it('that is put off is told once, and may be cancelled', () => {
    given(campaignMessage, requested).when(recordFailed(false)).then(failed(false))
    given(campaignMessage, requested, failed(false)).when(recordFailed(false)).thenNothing()
    given(campaignMessage, requested, failed(false)).when(recordFailed(true)).then(failed(true))
  })
})

describe('what is asked for', () => {
  const judge = judgeOf({ 'sms-largo-maximo': 160, 'sms-letras-rechazadas': 'áéíóúü' })
  const mail = (...emails: string[]): CampaignAsked => ({
    ...{ channel: 'email', subject: 'Convocatoria', text: 'Abrimos' },
    recipients: emails.map((email) => ({ email })),
  })
  const sms = (text: string, ...phones: string[]): CampaignAsked => ({
    ...{ channel: 'sms', text },
    recipients: phones.map((phone) => ({ phone })),
  })
  const faults = (asked: CampaignAsked) => {
    const found = checkAsked(asked, judge)
    return found && [found.refused, ...(found.errors ?? []).map(({ field, code }) => `${field} ${code}`)]
  }

  it('is right as it is', () => {
    expect(faults(mail('ana@ejemplo.co', 'luis@ejemplo.co'))).toBeUndefined()
    expect(faults(sms('Mañana abre la convocatoria', '3001234567', '+57 300 123 4568'))).toBeUndefined()
  })
  it('names each row at fault, and no address', () => {
    const asked = mail('ana@ejemplo.co', 'ana@ejemplo', 'Ana@Ejemplo.co', 'a@b.co, c@d.co', '')
    expect(faults(asked)).toEqual([
      'recipient-invalid',
      'body.recipients[1].email recipient-invalid',
      'body.recipients[2].email recipient-repeated',
      'body.recipients[3].email recipient-invalid',
      'body.recipients[4].email recipient-invalid',
    ])
    expect(JSON.stringify(checkAsked(asked, judge))).not.toMatch(/ejemplo|ana@/i)
    expect(faults(sms('Abre', '3001234567', '6011234567', '57 300 1234567'))).toEqual([
      'recipient-invalid',
      'body.recipients[1].phone recipient-invalid',
      'body.recipients[2].phone recipient-repeated',
    ])
  })
  it('is of one kind of recipient', () => {
    const both = { ...mail(), recipients: [{ email: 'ana@ejemplo.co', phone: '3001234567' }] }
    expect(faults(both)?.[0]).toBe('recipient-invalid')
    expect(faults({ ...both, channel: 'sms', subject: undefined })?.[0]).toBe('recipient-invalid')
  })
  it('has somebody to go to, and not everybody', () => {
    expect(faults(mail())).toEqual(['recipients-none'])
    const many = Array.from({ length: MAX_RECIPIENTS + 1 }, (_, n) => `p${n}@ejemplo.co`)
    expect(faults(mail(...many))).toEqual(['recipients-too-many'])
    expect(faults(mail(...many.slice(1)))).toBeUndefined()
  })
  it('has a subject where it is a mail, and none where it is not', () => {
    expect(faults({ ...mail('ana@ejemplo.co'), subject: ' ' })).toEqual(['campaign-subject-unfit'])
    expect(faults({ ...sms('Abre', '3001234567'), subject: 'Hola' })).toEqual(['campaign-subject-unfit'])
  })
  it('is an SMS by the rules of a list', () => {
    expect(faults(sms('a'.repeat(161), '3001234567'))?.[1]).toBe('body.text sms-message-too-long')
    expect(faults(sms('Próxima convocatoria', '3001234567'))?.[1]).toBe('body.text sms-message-accents')
    expect(checkAsked(sms('Abre', '3001234567'), judgeOf(undefined))?.refused).toBe('sms-rules-missing')
  })
})

it('a publication goes as it was written, in text and HTML alike', () => {
  const words = { subject: 'Nuevo\r\nhorario', text: 'Uno <b>&\ndos\n\ntres', entity: 'ICETEX' }
  const notice = writeNotice({ ...words, infoservicio: true })
  expect(notice.subject).toBe('Infoservicio: Nuevo horario')
  expect(notice.text).toContain('Uno <b>&\ndos\n\ntres\n\nICETEX')
  expect(notice.html).toContain('<p>Uno &lt;b&gt;&amp;<br>\ndos</p>\n<p>tres</p>')
  expect(writeNotice({ ...words, infoservicio: false }).subject).toBe('Nuevo horario')
})
