import { type Refusal, refuse } from '@ventanilla/decider'
import type { CampaignAsked, Judge, Recipient } from './asked.ts'

export type AskedRefusal =
  | 'recipients-none'
  | 'recipients-too-many'
  | 'recipient-invalid'
  | 'recipient-repeated'
  | 'campaign-subject-unfit'
  | 'sms-message-unfit'
  | 'sms-rules-missing'

export const MAX_RECIPIENTS = 5_000
/** Rows at fault that are named; somebody who mends these finds the others. */
const NAMED = 100

type Fault = { field: string; code: 'recipient-invalid' | 'recipient-repeated'; detail: string }

/** What is wrong with a campaign, undefined when nothing is; no detail quotes what was written. */
export function checkAsked(asked: CampaignAsked, judge: Judge): Refusal<AskedRefusal> | undefined {
  return checkWords(asked, judge) ?? checkRecipients(asked, judge)
}

function checkWords(
  { channel, subject, text }: CampaignAsked,
  { errorsOf }: Judge,
): Refusal<AskedRefusal> | undefined {
  const field = 'body.subject'
  if (channel !== 'sms')
    return subject?.trim()
      ? undefined
      : refuse('campaign-subject-unfit', { field, detail: 'Un correo lleva asunto.' })
  if (subject !== undefined)
    return refuse('campaign-subject-unfit', { field, detail: 'Un SMS no lleva asunto.' })
  if (errorsOf === undefined) return refuse('sms-rules-missing', { field: 'body.channel' })
  const [first, ...others] = errorsOf(text)
  if (first === undefined) return undefined
  const errors = [first, ...others].map(({ code, detail }) => ({ field: 'body.text', code, detail }))
  return refuse('sms-message-unfit', { field: 'body.text', detail: first.detail, errors })
}

function checkRecipients(
  { channel, recipients }: CampaignAsked,
  judge: Judge,
): Refusal<AskedRefusal> | undefined {
  const field = 'body.recipients'
  if (recipients.length === 0) return refuse('recipients-none', { field })
  if (recipients.length > MAX_RECIPIENTS)
    return refuse('recipients-too-many', { field, detail: `Se admiten ${MAX_RECIPIENTS} destinatarios.` })
  const rows = new Map<string, number>()
  const faults = recipients.flatMap((one, row) => faultOf(one, row, { judge, sms: channel === 'sms', rows }))
  const [first] = faults
  if (first === undefined) return undefined
  const { code, ...about } = first
  return refuse(code, { ...about, errors: faults.slice(0, NAMED) })
}

/** @param rows where each address stood first */
function faultOf(
  { email, phone }: Recipient,
  row: number,
  { judge, sms, rows }: { judge: Judge; sms: boolean; rows: Map<string, number> },
): Fault[] {
  const field = `body.recipients[${row}].${sms ? 'phone' : 'email'}`
  const fault = (code: Fault['code'], detail: string): Fault[] => [{ field, code, detail }]
  if ((sms ? email : phone) !== undefined)
    return fault(
      'recipient-invalid',
      sms ? 'Un SMS va a un celular, no a un correo.' : 'Un correo no va a un celular.',
    )
  const address = sms ? judge.mobile(phone) : judge.mailbox(email)?.toLowerCase()
  if (address === undefined)
    return fault(
      'recipient-invalid',
      sms ? 'No es un celular de diez dígitos que empiece por 3.' : 'No es una dirección de correo.',
    )
  const before = rows.get(address)
  if (before !== undefined)
    return fault('recipient-repeated', `Es el mismo destinatario de la fila ${before + 1}.`)
  rows.set(address, row)
  return []
}
