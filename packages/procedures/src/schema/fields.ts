import { z } from 'zod'
import { slug, text } from './common.ts'

const value = z.union([z.string(), z.number(), z.boolean()])

/** What another field of the form has to say for this one to be mandatory. */
const requiredWhen = z.strictObject({
  field: slug.describe('id of another field of the form'),
  is: z
    .union([value, z.array(value).min(1)])
    .optional()
    .describe('the value, or one of several, that it has to have; absent: any'),
})

const named = {
  id: slug,
  name: text,
  required: z.boolean().default(false).describe('whether a form without it is incomplete'),
  requiredWhen: requiredWhen.optional().describe('it is mandatory only when another field says so'),
  help: text.optional().describe('what to write, for who fills it'),
}

const maxWords = z.int().min(1).max(20_000).optional().describe('how many words at most')

/** One line of words. They may name people, so they go to the vault and no fact carries them. */
const line = z.strictObject({
  ...named,
  type: z.literal('text'),
  maxLength: z.int().min(1).max(1000).default(200).describe('how many characters at most'),
  maxWords,
  pattern: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'a regular expression that the whole text must match; a group is not repeated in it, so that it ends soon',
    ),
})

const longText = z.strictObject({
  ...named,
  type: z.literal('long-text'),
  maxLength: z.int().min(1).max(50_000).default(10_000).describe('how many characters at most'),
  maxWords,
})

/** Of what is coded. Words always lie where this puts a value. */
const coded = {
  sensitive: z
    .literal(true)
    .optional()
    .describe(
      'it tells something of the person that the law protects (Ley 1581 de 2012, arts. 5, 6): its value lies with the ' +
        'words in the vault and is read for a purpose; absent: it stands in the facts of the case',
    ),
}

const bounds = { min: z.number().optional(), max: z.number().optional() }
const wholeBounds = { min: z.int().optional(), max: z.int().optional() }

const integer = z.strictObject({ ...named, ...coded, type: z.literal('integer'), ...wholeBounds })
const decimal = z.strictObject({
  ...named,
  ...coded,
  type: z.literal('decimal'),
  ...bounds,
  decimals: z.int().min(1).max(6).default(2).describe('how many digits after the point at most'),
})
const money = z.strictObject({
  ...named,
  ...coded,
  type: z.literal('money').describe('money: whole pesos, none below zero'),
  ...wholeBounds,
})

const days = z.int().min(-3650).max(3650)

/** A day that another one is compared with: fixed, or some calendar days from today or from another field. */
const dayBound = z.union(
  [
    z.literal('today'),
    // One that is no date is none of these: what is expected is then said whole.
    z.iso.date({ abort: true }),
    z.strictObject({ today: days.describe('calendar days after today; negative: before') }),
    z.strictObject({
      field: slug.describe('id of another date of the form'),
      days: days.default(0).describe('calendar days after it; negative: before'),
    }),
  ],
  {
    error:
      'Se espera «today», una fecha que exista, AAAA-MM-DD, { today: días } o { field: campo, days: días }',
  },
)
export type DayBound = z.infer<typeof dayBound>

const date = z.strictObject({
  ...named,
  ...coded,
  type: z.literal('date'),
  notBefore: dayBound.optional().describe('the first day that it may say'),
  notAfter: dayBound.optional().describe('the last day that it may say'),
})

const yesNo = z.strictObject({ ...named, ...coded, type: z.literal('yes-no') })

const choice = z.strictObject({
  ...named,
  ...coded,
  type: z.literal('choice'),
  options: z.array(z.strictObject({ id: slug, name: text })).min(2),
  several: z.boolean().default(false).describe('whether more than one may be chosen'),
})

/** The file lies where files lie; the form has its reference, and the type that whoever attaches it gives it. */
const file = z.strictObject({
  ...named,
  type: z.literal('file'),
  mediaTypes: z
    .array(
      z
        .string()
        .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/, 'Se escribe como tipo/subtipo, como application/pdf'),
    )
    .min(1)
    .describe('the types of file that are taken'),
})

export const field = z.discriminatedUnion(
  'type',
  [line, longText, integer, decimal, money, date, yesNo, choice, file],
  {
    error: 'El tipo de un campo es text, long-text, integer, decimal, money, date, yes-no, choice o file',
  },
)
export type Field = z.infer<typeof field>
export type FieldOf<Type extends Field['type']> = Extract<Field, { type: Type }>
