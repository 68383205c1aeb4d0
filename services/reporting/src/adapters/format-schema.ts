import { z } from 'zod'
import type { Field } from '../domain/extract/definition.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Se escribe en minúsculas, sin tildes y con guiones')
const text = z.string().regex(/\S/, 'No puede estar vacío')
const code = z.string().regex(/^[0-9A-Z]+$/, 'Es un código de cifras o mayúsculas')
const width = z.int().min(1).max(200)

/** A decision that no document settles, or that is the entity's own; overridden in entity.yaml. */
const parameter = z.strictObject({
  value: z.union([text, z.array(id).min(1), z.record(id, text)]),
  options: z.array(text).min(1).optional(),
  why: text,
  source: text,
})

const place = {
  name: text,
  width,
  fill: z.string().length(1).default('0'),
  align: z.enum(['left', 'right']).default('right'),
}

const field: z.ZodType<Field> = z.union(
  [
    z.strictObject({ ...place, text }),
    z.strictObject({ ...place, parameter: id }),
    z.strictObject({ ...place, value: z.enum(['sequence', 'line-count', 'column', 'unit', 'sign']) }),
    z.strictObject({
      ...place,
      value: z.literal('cut-date'),
      style: z.string().regex(/^(?=.*DD)(?=.*MM)(?=.*AAAA)/, 'Lleva DD, MM y AAAA'),
    }),
    z.strictObject({ ...place, value: z.literal('amount'), decimals: z.int().min(0).max(6) }),
  ],
  {
    error:
      'Un campo lleva name, width y uno de text, parameter o value (cut-date con style, amount con decimals)',
  },
)

/** A regulator's fixed-width format as its YAML file writes it. Unknown keys are refused. */
export const formatSchema = z.strictObject({
  id,
  format: code,
  name: text,
  source: text,
  parameters: z.record(id, parameter),
  rules: z.strictObject({ kinds: id, endings: id, reopened: id }),
  columns: z
    .array(
      z.strictObject({
        code,
        name: text,
        counts: z.enum([
          'pending-at-start',
          'received',
          'attended',
          'resolved-here',
          'resolved',
          'pending-at-end',
        ]),
      }),
    )
    .min(1),
  units: z.array(z.strictObject({ code, name: text, total: z.boolean().default(false) })).min(1),
  checks: z.array(
    z.strictObject({ column: code, plus: z.array(code).min(1), minus: z.array(code).default([]) }),
  ),
  carried: z.strictObject({ from: code, to: code }),
  file: z.strictObject({
    name: z.string().regex(/^[\w.{}-]*\{year\}[\w.{}-]*$/, 'Es un nombre de archivo con {quarter} y {year}'),
    encoding: z.enum(['ascii', 'latin1', 'utf8']),
    lineEnd: z.enum(['lf', 'crlf']),
    endAfterLast: z.boolean(),
  }),
  records: z
    .array(
      z.strictObject({
        id,
        each: z.array(z.enum(['column', 'unit'])).default([]),
        fields: z.array(field).min(1),
      }),
    )
    .min(1),
})

export type Format = z.infer<typeof formatSchema>
export type FormatParameter = z.infer<typeof parameter>['value']
export const formatParameterValue = parameter.shape.value
