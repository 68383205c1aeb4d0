import { fileKinds } from '@ventanilla/file-checks'
import { z } from 'zod'

const measure = z.union([z.number(), z.string()]).optional()

const findingSchema = z.object({
  code: z.string().describe('Ver la referencia de revisiones de archivos'),
  severity: z.enum(['error', 'warning', 'note']),
  detail: z.string(),
  at: z
    .object({
      line: z.int().optional(),
      column: z.string().optional(),
      page: z.int().optional(),
      part: z.string().optional(),
    })
    .optional()
    .describe('Dónde: línea y columna de una lista, página o parte de un documento'),
  found: measure.describe('Lo que se midió'),
  limit: measure.describe('Lo que se admite'),
})

export const reportSchema = z
  .object({
    kind: z.enum(fileKinds),
    ok: z.boolean().describe('No hay errores'),
    file: z.object({ sha256: z.string(), bytes: z.int() }),
    facts: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]))
      .describe('Lo que se midió del archivo'),
    counts: z
      .record(z.string(), z.int())
      .describe('Cuántos hallazgos hay de cada código, también los que no se listan'),
    findings: z.array(findingSchema).readonly().describe('Los primeros mil de cada gravedad'),
    omitted: z.int().describe('Cuántos no se listan'),
  })
  .describe('Lo que se halló en un archivo')
