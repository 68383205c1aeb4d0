import { isMobile, type MessageParameters, messageErrors, phoneDigits } from '@ventanilla/file-checks/sms'
import { z } from 'zod'
import type { Judge } from '../domain/campaign/asked.ts'

/** An address that mail can go to, and that can be no more than one: ASCII, no display name, no list. */
const mailAddress = z.email().max(254)

/** Undefined when no mail can go there. */
export const mailbox = (email: string | undefined): string | undefined => mailAddress.safeParse(email).data

/** Ten digits; undefined when no message can go there. */
export function mobile(phone: string | undefined): string | undefined {
  const digits = phoneDigits(phone ?? '')
  return isMobile(digits) ? digits.slice(-10) : undefined
}

/** @param sms what the entity's procedures say that a message may be; undefined when none does */
export function judgeOf(sms: MessageParameters | undefined): Judge {
  return { mailbox, mobile, ...(sms && { errorsOf: (text: string) => messageErrors(text, sms) }) }
}
