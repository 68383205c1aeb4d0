import { z } from 'zod'
import type { FilingRow } from '../queries/filings/projection.ts'

const instant = z.iso.datetime({ precision: 3 })

export const filingSchema = z
  .object({
    caseId: z.uuid(),
    entity: z.string(),
    state: z.enum(['quarantined', 'filed']).describe('quarantined: se guardó y espera. filed: radicada'),
    reason: z.string().optional().describe('Por qué está en cuarentena'),
    procedure: z.string().optional(),
    kind: z.string().optional(),
    channel: z.string().optional(),
    mode: z.enum(['named', 'anonymous', 'reserved']).optional(),
    theme: z.string().optional(),
    product: z.string().optional(),
    attachments: z.int().optional().describe('Cuántos archivos trae'),
    recordedBy: z.string().optional(),
    receivedAt: instant,
    radicado: z.string().optional(),
    numberedAt: instant.optional(),
  })
  .describe('Lo que se sabe de una radicación, sin datos de la persona')

export const filingPageSchema = z.object({
  items: z.array(filingSchema),
  next: z.string().optional().describe('Para pedir la página siguiente en «cursor»; si falta, no hay más'),
})

export function filingView(row: FilingRow): z.input<typeof filingSchema> {
  const { case_id, entity, state, received_at } = row
  const told = {
    reason: row.reason,
    procedure: row.procedure,
    kind: row.kind,
    channel: row.channel,
    mode: row.mode,
    theme: row.theme,
    product: row.product,
    attachments: row.attachments,
    recordedBy: row.recorded_by,
    radicado: row.radicado,
    numberedAt: row.numbered_at,
  }
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null))
  return { caseId: case_id, entity, state, receivedAt: received_at, ...known }
}
