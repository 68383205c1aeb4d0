import { z } from 'zod'
import { word } from '../shapes.ts'

export const reportingEvents = {
  /** Folding the journal up to `cut` under that definition gives the same bytes, whenever it is done. */
  'ventanilla.reporting.ExtractIssued.v1': z.strictObject({
    extractId: z.uuid(),
    format: word,
    period: word,
    cut: z.int().nonnegative(),
    definition: z.strictObject({ id: word, version: word }),
    fileName: z.string(),
    sha256: z.string(),
  }),
}
