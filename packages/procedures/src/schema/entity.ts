import type { Overlay } from '@ventanilla/calendar'
import { z } from 'zod'
import { slug, text } from './common.ts'
import { parameters } from './parameter.ts'
import type { Procedure } from './procedure.ts'

export const area = z.strictObject({
  id: slug,
  name: text,
  misional: z.boolean().describe('a mission area: quejas, reclamos and denuncias may be escalated to it'),
})
export type Area = z.infer<typeof area>

export const product = z.strictObject({
  id: slug,
  name: text,
  unit379: z
    .literal(['03', '04', '10'])
    .optional()
    .describe(
      'capture unit of Formato 379: 03 consumer or commercial credit, 04 microcredit, 10 deposits (CDT)',
    ),
})
export type Product = z.infer<typeof product>

export const theme = z.strictObject({ id: slug, name: text })

export const point = z.strictObject({
  id: slug,
  name: text,
  fair: z.literal(true).optional().describe('it goes to people for some days; absent: people come to it'),
})
export type Theme = z.infer<typeof theme>

export type Point = z.infer<typeof point>

/** An entity as `entity.yaml` writes it. */
export const entitySchema = z.strictObject({
  id: slug,
  name: text,
  code: z
    .string()
    .regex(/^[A-Z0-9]{2,8}$/, 'De 2 a 8 letras mayúsculas o cifras')
    .describe('prefix of its radicados'),
  radicado: z
    .string()
    .regex(
      /^(?=.*\{year\})(?:[A-Za-z0-9/._-]|\{code\}|\{year\})*\{number:([1-9]|1[0-2])\}(?:[A-Za-z0-9/._-]|\{code\}|\{year\})*$/,
      'Lleva {year} y un {number:N} con N de 1 a 12; puede llevar {code} y letras, cifras, «-», «/», «.» o «_»',
    )
    .describe(
      'format of the filing number: {code}, {year} and {number:N}, N digits, consecutive within the year',
    ),
  areas: z.array(area).min(1).describe('who may attend a case'),
  products: z.array(product).min(1).describe('what a case may be about'),
  themes: z.array(theme).default([]).describe('the themes that typification rules may name'),
  points: z.array(point).default([]).describe('where people are attended in person: modules, rooms, fairs'),
  params: parameters.default({}).describe('the decisions of the entity that no document settles'),
})
export type EntitySource = z.infer<typeof entitySchema>

export interface Entity extends EntitySource {
  /** The newest version of each procedure, by id. */
  procedures: Map<string, Procedure>
  /** Every version of every procedure, by id and then by version; old ones stay readable. */
  versions: Procedure[]
  /** Acts that close or count days on top of the national calendar: the files of `calendars/`. */
  overlays: Overlay[]
  /** The texts of its letters, by the file that procedures name. */
  letters: ReadonlyMap<string, string>
}
