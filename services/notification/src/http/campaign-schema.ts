import { z } from 'zod'
import { channels } from '../domain/campaign/channel.ts'
import { failureReasons } from '../domain/facts.ts'
import type { ReadCampaign } from '../queries/campaigns/reader.ts'

const instant = z.iso.datetime({ precision: 3 })
const reasons = [
  ...Object.entries(failureReasons),
  ['cancelled', 'its campaign was cancelled before it went (final)'] as const,
].map(([reason, meaning]) => `${reason}: ${meaning}`)

const channel = z
  .enum(channels)
  .describe('infoservicio: interno, por correo. email: a un grupo de interés. sms: a celulares')

export const campaignParams = z.strictObject({ campaignId: z.uuid() })

export const campaignBody = z.strictObject({
  caseId: z.uuid().describe('El caso de la publicación'),
  channel,
  subject: z.string().max(200).optional().describe('Asunto, de lo que va por correo'),
  text: z.string().trim().min(1).max(20_000).describe('Lo que dice, tal como llega'),
  recipients: z
    .array(
      z.strictObject({
        email: z.string().max(320).optional().describe('De lo que va por correo'),
        phone: z.string().max(40).optional().describe('Celular, de lo que va por SMS'),
        name: z.string().max(200).optional(),
      }),
    )
    .describe('A quiénes, cada uno una vez; hasta 5.000'),
})

export const cancellationBody = z.strictObject({
  note: z.string().trim().min(1).max(2_000).describe('Por qué; queda donde están los datos personales'),
})

/** A campaign without a word of what it says, nor to whom: those are in the vault. */
export const campaignSchema = z
  .object({
    campaignId: z.uuid(),
    caseId: z.uuid(),
    entity: z.string(),
    channel,
    openedAt: instant,
    openedBy: z.string().optional(),
    cancelledAt: instant.optional(),
    erasedAt: instant.optional().describe('Desde entonces no se sabe a quiénes fue ni qué decía'),
    counts: z.object({
      requested: z.int().describe('Todos'),
      sent: z.int().describe('Los recibió el servidor'),
      failed: z.record(z.string(), z.int()).describe(`No irán, por motivo. ${reasons.join('; ')}`),
      waiting: z.int().describe('Los que esperan su turno, otro intento o la hora en que se puede escribir'),
    }),
  })
  .describe('Una campaña y cómo va')

export function campaignOf(read: ReadCampaign): z.infer<typeof campaignSchema> {
  const { entity, opened, openedAt, cancelledAt, erasedAt, counts } = read
  const { campaignId, caseId, channel, by } = opened
  return {
    ...{ campaignId, caseId, entity, channel, openedAt },
    ...(by !== undefined && { openedBy: by }),
    ...(cancelledAt !== undefined && { cancelledAt }),
    ...(erasedAt !== undefined && { erasedAt }),
    counts: { ...counts, failed: { ...counts.failed } },
  }
}
