import { positionSchema, positionText, problemSchema } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { Held, Receipt, Taken, Written } from '../commands/receipt.ts'

const caseId = z.uuid().describe('Identificador del caso')
const instant = z.iso.datetime({ precision: 3 })

export const receiptSchema = z
  .object({
    caseId,
    radicado: z.string().meta({ description: 'Número de radicación', examples: ['ICX-2026-000001'] }),
    receivedAt: instant.describe('Cuándo se recibió'),
    numberedAt: instant.describe('Cuándo se le dio el número'),
    trackingCode: z.string().meta({
      description: 'Código para consultar el estado. Solo se muestra aquí: guárdelo',
      examples: ['K7Q2-9XWB-0M4T-HRZ6'],
    }),
    position: positionSchema,
    links: z.object({ self: z.string() }),
  })
  .describe('Constancia de radicación')

export const heldSchema = z
  .object({
    caseId,
    state: z.literal('quarantined'),
    reason: z.string().meta({ description: 'Por qué no se pudo interpretar', examples: ['data-invalid'] }),
    receivedAt: instant.describe('Cuándo se recibió'),
    position: positionSchema,
    links: z.object({ self: z.string() }),
  })
  .describe('Se guardó y espera en cuarentena')

export const batchSchema = z
  .object({
    results: z.array(
      z.object({
        index: z.int().describe('Su lugar en la lista que se envió, desde 0'),
        id: z.string().optional().describe('«id» del evento'),
        source: z.string().optional().describe('«source» del evento'),
        status: z.int().describe('El estado HTTP que habría tenido solo'),
        replayed: z.boolean().optional().describe('Ya se había recibido: la respuesta es la de entonces'),
        filing: receiptSchema.optional(),
        quarantined: heldSchema.optional(),
        problem: problemSchema.omit({ instance: true, type: true }).optional(),
      }),
    ),
  })
  .describe('Un resultado por evento, en el mismo orden')

const links = (caseId: string) => ({ self: `/v1/filings/${caseId}` })

const positionOf = (written: Written) => positionText({ source: 'intake', ...written })

export const receiptBody = ({ written, ...receipt }: Receipt) => ({
  ...receipt,
  position: positionOf(written),
  links: links(receipt.caseId),
})

export const heldBody = ({ written, ...held }: Held) => ({
  ...held,
  state: 'quarantined' as const,
  position: positionOf(written),
  links: links(held.caseId),
})

/** The header that tells an answer that was given before from the first one. */
export const replayedHeader = ({ replayed }: Pick<Taken, 'replayed'>): Record<string, string> =>
  replayed ? { 'idempotency-replayed': 'true' } : {}
