import { z } from 'zod'
import { firstYear, lastYear } from './holidays.ts'
import { isLocalDate } from './local-date.ts'

// What the fields of an overlay are made of, with what its author is told.

export const required = (otherwise: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? 'falta este dato' : otherwise

export const date = z
  .string({ error: required('debe ser una fecha AAAA-MM-DD') })
  .refine(isLocalDate, { error: 'debe ser una fecha que exista, AAAA-MM-DD' })
  .refine((value) => value >= `${firstYear}-01-01` && value <= `${lastYear}-12-31`, {
    error: `debe estar entre ${firstYear} y ${lastYear}`,
  })

export const text = z
  .string({ error: required('debe ser un texto') })
  .trim()
  .min(1, { error: 'no puede estar vacío' })
  .max(300, { error: 'no puede pasar de 300 caracteres' })

/** Of a regime, a kind or a procedure: 'ley-142', '004/web'. */
const id = z
  .string({ error: required('debe ser un texto') })
  .regex(/^[a-z0-9][a-z0-9/-]{0,63}$/, { error: 'debe tener solo minúsculas, cifras, guiones y barras' })

export const ids = z
  .array(id, { error: required('debe ser una lista de identificadores') })
  .min(1, { error: 'no puede estar vacía' })

export const named = (what: string) => ({
  error: (issue: { code?: string; keys?: unknown; input?: unknown }) => {
    if (issue.code !== 'unrecognized_keys') return required(`debe ser ${what}`)(issue)
    const keys = Array.isArray(issue.keys) ? issue.keys.join(', ') : ''
    return `campo desconocido: ${keys}`
  },
})

// `closed:` with nothing after it is an empty list, which is what its author means.
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item, { error: 'debe ser una lista' })
    .nullish()
    .transform((items) => items ?? [])

/** A list that came later than the first overlays: where it is absent it stays so, and their definitions the same. */
export const laterList = <T extends z.ZodType>(item: T) =>
  z
    .array(item, { error: 'debe ser una lista' })
    .nullable()
    .transform((items) => items ?? undefined)
    .optional()
