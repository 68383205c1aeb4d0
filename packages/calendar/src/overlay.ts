import { z } from 'zod'
import { firstYear, holidays, lastYear } from './holidays.ts'
import { isLocalDate } from './local-date.ts'

const required = (otherwise: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? 'falta este dato' : otherwise

const date = z
  .string({ error: required('debe ser una fecha AAAA-MM-DD') })
  .refine(isLocalDate, { error: 'debe ser una fecha que exista, AAAA-MM-DD' })
  .refine((value) => value >= `${firstYear}-01-01` && value <= `${lastYear}-12-31`, {
    error: `debe estar entre ${firstYear} y ${lastYear}`,
  })

const text = z
  .string({ error: required('debe ser un texto') })
  .trim()
  .min(1, { error: 'no puede estar vacío' })
  .max(300, { error: 'no puede pasar de 300 caracteres' })

const named = (what: string) => ({
  error: (issue: { code?: string; keys?: unknown; input?: unknown }) => {
    if (issue.code !== 'unrecognized_keys') return required(`debe ser ${what}`)(issue)
    const keys = Array.isArray(issue.keys) ? issue.keys.join(', ') : ''
    return `campo desconocido: ${keys}`
  },
})

// `closed:` with nothing after it is an empty list, which is what its author means.
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item, { error: 'debe ser una lista' })
    .nullish()
    .transform((days) => days ?? [])

/**
 * What one entity adds to the national calendar during a period, by its own acts: days it does not count
 * (`closed`, with the act), and national holidays it counts as working days (`counted`, with the reason).
 * Unknown keys, dates outside the validity, repeated dates and counted days that are no holiday are refused.
 */
export const overlaySchema = z
  .strictObject(
    {
      calendar: z
        .string({ error: required('debe ser un texto') })
        .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'debe tener solo minúsculas, cifras y guiones' })
        .refine((id) => id !== 'co', { error: '«co» es el calendario nacional; use otro nombre' }),
      base: z.literal('co', { error: required('solo se conoce la base «co»') }),
      valid: z
        .strictObject({ from: date, to: date }, named('un par de fechas: from y to'))
        .refine((valid) => valid.from <= valid.to, { error: 'la vigencia termina antes de empezar' }),
      closed: list(z.strictObject({ date, by: text }, named('un día: date y by'))),
      counted: list(z.strictObject({ date, why: text }, named('un día: date y why'))),
    },
    named('un calendario: calendar, base, valid, closed, counted'),
  )
  .superRefine((overlay, context) => {
    const seen = new Set<string>()
    const refuse = (path: (string | number)[], code: string, message: string) =>
      context.addIssue({ code: 'custom', path, message, params: { code } })
    for (const key of ['closed', 'counted'] as const) {
      for (const [index, { date }] of overlay[key].entries()) {
        const path = [key, index, 'date']
        if (date < overlay.valid.from || date > overlay.valid.to) {
          const { from, to } = overlay.valid
          refuse(path, 'overlay-outside-validity', `${date} está fuera de la vigencia, ${from} a ${to}`)
        }
        if (seen.has(date)) refuse(path, 'overlay-date-repeated', `${date} ya aparece en este calendario`)
        seen.add(date)
        if (key === 'counted' && !isNationalHoliday(date)) {
          refuse(path, 'overlay-not-a-holiday', `${date} no es festivo nacional: no hay nada que contar`)
        }
      }
    }
  })

export type Overlay = z.infer<typeof overlaySchema>

function isNationalHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4))
  return holidays(year, year).some((holiday) => holiday.date === date)
}
