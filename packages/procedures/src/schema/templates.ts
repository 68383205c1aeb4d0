import { z } from 'zod'
import { localDate, slug, text } from './common.ts'

/** What a letter is written for. */
export const letterUses = [
  'acknowledgement',
  'answer',
  'closing',
  'extension',
  'merge',
  'new-date',
  'request',
  'transfer',
  'withdrawal',
] as const
export type LetterUse = (typeof letterUses)[number]

/** The text of a letter, as somebody approved it. */
export const template = z.strictObject({
  id: slug,
  name: text,
  file: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*\.(md|txt)$/,
      'Es un archivo .md o .txt junto a este o en una carpeta de su lado, como «plantillas/respuesta.md»',
    )
    .describe('the text, beside this file; it takes the blanks of the closed list'),
  version: z.int().min(1).describe('version of the text, as whoever approves letters counts them'),
  approvedBy: text.describe('the office that approved this version'),
  approvedOn: localDate.describe('the day on which it did, no later than the first of this procedure'),
  kinds: z.array(slug).min(1).optional().describe('only for these kinds; absent: for all'),
  use: z.enum(letterUses).describe('what the letter is written for'),
})
export type Template = z.infer<typeof template>
