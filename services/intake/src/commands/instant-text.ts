import { bogotaInstant, firstYear, isLocalDate } from '@ventanilla/calendar'
import { z } from 'zod'

const SHAPE = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/

/** The instant that a text means, in UTC with milliseconds; without a zone it is Bogotá's. Undefined: none. */
export function instantOf(text: string): string | undefined {
  const [, date = '', time = '', zone] = SHAPE.exec(text) ?? []
  if (!isLocalDate(date) || Number(date.slice(0, 4)) < firstYear) return undefined
  try {
    if (zone === undefined) return bogotaInstant(date, time)
    const instant = Date.parse(text)
    return Number.isNaN(instant) ? undefined : new Date(instant).toISOString()
  } catch {
    return undefined // 25:00 is no time of day
  }
}

// Described before it is transformed: of what comes after, a JSON schema of the input shows no examples.
export const instantText = z
  .string()
  .meta({
    description: 'Cuándo se recibió. Sin zona horaria es la hora de Bogotá; si falta, es ahora',
    examples: ['2026-03-24T10:00', '2026-03-24T15:00:00Z'],
  })
  .transform((text, context) => {
    const instant = instantOf(text)
    if (instant !== undefined) return instant
    context.addIssue({
      code: 'custom',
      message: `Escriba fecha y hora como 2026-03-24T10:00, que existan y desde ${firstYear}.`,
      params: { code: 'invalid-format' },
    })
    return z.NEVER
  })
