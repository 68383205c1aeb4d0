import { z } from 'zod'
import { holidays } from './holidays.ts'
import { receptionWeek, week } from './overlay-hours.ts'
import { date, ids, laterList, list, named, required, text } from './overlay-words.ts'

const suspends = z
  .union([z.literal('none'), z.strictObject({ only: ids }), z.strictObject({ except: ids })], {
    error: required('debe ser «none», o only o except con una lista de regímenes o clases'),
  })
  .optional()

/** Absent is true: whoever wrote it stands by it. */
const verified = z.boolean({ error: 'debe ser true o false' }).optional()

const closing = z.strictObject({ date, by: text, suspends, verified }, named('un día: date y by'))

const civicDay = z.strictObject(
  {
    ...{ date, name: text, by: text, suspends, verified },
    scope: z.enum(['national', 'entity'], { error: required('debe ser «national» o «entity»') }),
  },
  named('un día cívico: date, name, by y scope'),
)

/**
 * What one entity adds to the national calendar during a period, by its own acts: days it does not count
 * (`closed`, with the act), one-off days of the nation or its own (`civic`), and national holidays it counts as
 * working days (`counted`, with the reason); and the hours in which it attends (`attention`) and receives internal
 * requests (`reception`). `suspends` says which terms a closing touches, `outside` what holds on days that `valid`
 * leaves out. Unknown keys, dates outside the validity, repeated dates and counted days that are no holiday are
 * refused.
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
      // An office or a post: the definition is kept in facts for ever, where no person's name may stand.
      issued: z
        .strictObject({ on: date, by: text }, named('la fecha y la dependencia que expide: on y by'))
        .optional(),
      outside: z
        .enum(['national', 'refuse'], { error: required('debe ser «national» o «refuse»') })
        .optional(),
      closed: list(closing),
      civic: laterList(civicDay),
      counted: list(z.strictObject({ date, why: text }, named('un día: date y why'))),
      attention: week.optional(),
      reception: laterList(receptionWeek),
    },
    named(
      'un calendario: calendar, base, valid, issued, outside, closed, civic, counted, attention, reception',
    ),
  )
  .superRefine((overlay, context) => {
    const seen = new Set<string>()
    const refuse = (path: (string | number)[], code: string, message: string) =>
      context.addIssue({ code: 'custom', path, message, params: { code } })
    for (const key of ['closed', 'civic', 'counted'] as const) {
      for (const [index, { date }] of (overlay[key] ?? []).entries()) {
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
/** Which terms a closing suspends; absent is all. */
export type Suspends = NonNullable<z.infer<typeof suspends>>

function isNationalHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4))
  return holidays(year, year).some((holiday) => holiday.date === date)
}
