import { z } from 'zod'
import { failureReasons } from '../domain/facts.ts'
import type { MessageRow } from '../queries/messages/projection.ts'

const instant = z.iso.datetime({ precision: 3 })
const reasons = Object.entries(failureReasons).map(([reason, meaning]) => `${reason}: ${meaning}`)

/** A message without a word of what it says, nor to whom: those are in the vault. */
export const messageSchema = z
  .object({
    messageId: z.uuid(),
    caseId: z.uuid(),
    entity: z.string(),
    template: z
      .enum(['acuse', 'acumulacion', 'prorroga', 'nueva-fecha', 'respuesta'])
      .describe('Qué carta es'),
    channel: z.enum(['email']),
    state: z
      .enum(['requested', 'sent', 'failed'])
      .describe('requested: espera. sent: el servidor de correo la recibió. failed: no se enviará'),
    requestedAt: instant.describe('Instante de negocio en que se pidió'),
    sentAt: instant.optional(),
    failedAt: instant.optional(),
    reason: z
      .string()
      .optional()
      .describe(`Por qué no se ha enviado. ${reasons.join('; ')}`),
    reply: z.int().optional().describe('Código con que respondió el servidor de correo'),
  })
  .describe('Un mensaje')

export type Message = z.infer<typeof messageSchema>

export function messageOf(row: MessageRow): Message {
  return {
    messageId: row.message_id,
    caseId: row.case_id,
    entity: row.entity,
    template: row.template as Message['template'],
    channel: row.channel as Message['channel'],
    state: row.state,
    requestedAt: row.requested_at,
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.failed_at !== null && { failedAt: row.failed_at }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.reply !== null && { reply: row.reply }),
  }
}
