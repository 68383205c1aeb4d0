import { z } from 'zod'
import { failureReasons } from '../domain/facts.ts'
import { canSay } from '../domain/letters/approved.ts'
import type { Names } from '../jobs/ports.ts'
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
    approvedText: z
      .object({ id: z.string(), version: z.int() })
      .optional()
      .describe(
        'El texto aprobado del procedimiento con que se escribe, y su versión; sin él van palabras nuestras',
      ),
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

const mailbox = z.object({ name: z.string(), address: z.string() })

/** What a message says, and to whom. */
export const letterSchema = z
  .object({
    messageId: z.uuid(),
    caseId: z.uuid(),
    ...{ from: mailbox, to: mailbox },
    date: instant.describe('La que lleva la carta: el instante en que se pidió'),
    subject: z.string(),
    text: z.string(),
  })
  .describe('Una carta, en texto')

export type Message = z.infer<typeof messageSchema>

export function messageOf(row: MessageRow, names: Pick<Names, 'approved'>): Message {
  const approved = names.approved(row.entity, row.letter)
  const written = approved && canSay(approved.text, { hasText: row.has_text })
  return {
    messageId: row.message_id,
    caseId: row.case_id,
    entity: row.entity,
    template: row.template as Message['template'],
    channel: row.channel as Message['channel'],
    ...(written && { approvedText: { id: approved.id, version: approved.version } }),
    state: row.state,
    requestedAt: row.requested_at,
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.failed_at !== null && { failedAt: row.failed_at }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.reply !== null && { reply: row.reply }),
  }
}
