import { z } from 'zod'
import { ids, named, required } from './overlay-words.ts'

const time = z
  .string({ error: required('debe ser una hora HH:MM, entre comillas') })
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'debe ser una hora de 00:00 a 24:00, HH:MM' })

/** Half-open: at `to` itself it is closed; '24:00' is the end of the day, without a minute missing. */
const hourWindow = z
  .strictObject({ from: time, to: time }, named('un par de horas: from y to'))
  .refine(({ from, to }) => from < to, {
    error: 'la ventana termina antes de empezar',
    params: { code: 'overlay-hours-reversed' },
  })

const hours = z
  .array(hourWindow, { error: required('debe ser una lista de ventanas') })
  .min(1, { error: 'no puede estar vacía' })
  .superRefine((windows, context) => {
    const later = windows.findIndex(({ from, to }, index) =>
      windows.slice(0, index).some((other) => from < other.to && other.from < to),
    )
    if (later < 0) return
    const message = `la ventana ${windows[later]?.from}–${windows[later]?.to} se cruza con otra`
    context.addIssue({ code: 'custom', path: [later], message, params: { code: 'overlay-hours-overlap' } })
  })

const weekday = z
  .int({ error: required('debe ser un día de la semana: 1 (lunes) a 5 (viernes)') })
  .min(1, { error: 'debe ser de 1 (lunes) a 5 (viernes)' })
  .max(5, { error: 'debe ser de 1 (lunes) a 5 (viernes): el fin de semana no cuenta en ningún término' })

/** The windows of each weekday; one that isn't named has none. */
export const week = z
  .array(
    z.strictObject(
      {
        days: z
          .array(weekday, { error: required('debe ser una lista de días') })
          .min(1, { error: 'no puede estar vacía' }),
        hours,
      },
      named('unos días y sus horas: days y hours'),
    ),
    { error: required('debe ser una lista') },
  )
  .min(1, { error: 'no puede estar vacía' })
  .superRefine((entries, context) => {
    const seen = new Set<number>()
    for (const [at, { days }] of entries.entries()) {
      for (const [index, day] of days.entries()) {
        if (seen.has(day)) {
          const message = `el día ${day} ya tiene sus horas`
          const path = [at, 'days', index]
          context.addIssue({ code: 'custom', path, message, params: { code: 'overlay-weekday-repeated' } })
        }
        seen.add(day)
      }
    }
  })

/** When internal requests are received: of these procedures and these kinds, or of all. */
export const receptionWeek = z.strictObject(
  { procedures: ids.optional(), kinds: ids.optional(), week },
  named('un horario de recepción: procedures, kinds, week'),
)

export type HourWindow = z.infer<typeof hourWindow>
export type Week = z.infer<typeof week>
