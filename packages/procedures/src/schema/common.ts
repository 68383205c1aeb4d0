import { z } from 'zod'

/** How every part of a definition is named: lower case, no accents, hyphens. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Se escribe en minúsculas, sin tildes y con guiones, como «en-proceso»')

/** What people read: names, reasons, sources. Never blank. */
export const text = z.string().regex(/\S/, 'No puede estar vacío')

export const localDate = z.iso.date('Se escribe como fecha AAAA-MM-DD y debe existir en el calendario')

export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Se escribe como hora de 24 horas entre comillas, como "09:00"')

export const unit = z.enum(['business-days', 'calendar-days']).meta({
  description: 'business-days leaves out Saturdays, Sundays and holidays; calendar-days counts every day',
})
export type Unit = z.infer<typeof unit>

/** A number of days. Ten years is the most that anything may take: beyond it the number is a typing error. */
export const term = z.strictObject({
  amount: z.int().min(1).max(3650).describe('how many days, 1 to 3650'),
  unit,
})
export type Term = z.infer<typeof term>

/** How long the term of a kind is: in days, or in what the law that it names counts in. */
export const kindTerm = term.extend({
  amount: term.shape.amount.describe('how many, 1 to 3650'),
  unit: z
    .enum([...unit.options, 'calendar-months', 'business-hours', 'calendar-hours'])
    .describe('in days; in months or hours only under a `law` that counts in them'),
})

/** One value or several: `theme: cartera` and `theme: [cartera, condonacion]` are both legible in a rule. */
export const oneOrMore = z.union([slug, z.array(slug).min(1)], {
  error: 'Se espera un identificador o una lista de identificadores',
})
