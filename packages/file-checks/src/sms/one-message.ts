import type { Finding } from '../finding.ts'
import { Findings } from '../findings.ts'
import { parameterShapes } from '../parameters.ts'
import { checkMessage, type MessageParameters, messageLimits } from './check-message.ts'

export type { MessageParameters } from './check-message.ts'
export { isMobile, phoneDigits } from './phone.ts'

/** The errors of one message by the rules of a list; what is worth a warning there is none here. */
export function messageErrors(message: string, parameters: MessageParameters): readonly Finding[] {
  const findings = new Findings()
  checkMessage(message.normalize('NFC').trim(), 1, messageLimits(parameters), findings)
  return findings.result().findings.filter(({ severity }) => severity === 'error')
}

/** Undefined when a procedure doesn't say what a message may be. */
export function messageParameters(
  given: Readonly<Record<string, { readonly value: unknown } | undefined>>,
): MessageParameters | undefined {
  const most = parameterShapes['sms-largo-maximo'].safeParse(given['sms-largo-maximo']?.value)
  const refused = parameterShapes['sms-letras-rechazadas'].safeParse(given['sms-letras-rechazadas']?.value)
  if (!most.success || !refused.success) return undefined
  return { 'sms-largo-maximo': most.data, 'sms-letras-rechazadas': refused.data }
}
