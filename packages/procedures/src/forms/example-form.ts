import { addDays, type LocalDate } from '@ventanilla/calendar'
import type { DayBound, Field, FieldOf } from '../schema/fields.ts'
import type { Form } from '../schema/forms.ts'
import { wholeMatch } from './read-text.ts'

/**
 * Values that a form takes on a day, of every field: what a sample fills in. It tells of nobody.
 * @throws TypeError for a pattern that none of its texts matches
 */
export function exampleForm({ fields }: Form, today: LocalDate): Record<string, unknown> {
  const dates: Record<string, LocalDate> = {}
  const values = fields.map((field) => [field.id, exampleOf(field, today, dates)] as const)
  return Object.fromEntries(values)
}

function exampleOf(field: Field, today: LocalDate, dates: Record<string, LocalDate>): unknown {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return textOf(field)
    case 'integer':
    case 'decimal':
    case 'money':
      return field.min ?? field.max ?? 1
    case 'date':
      dates[field.id] = dayOf(field, today, dates)
      return dates[field.id]
    case 'yes-no':
      return true
    case 'choice': {
      const [first] = field.options
      return field.several ? [first?.id] : first?.id
    }
    case 'file':
      return { ref: 'sha256:muestra', mediaType: field.mediaTypes[0] }
  }
}

/** Of one word, so that no field finds too many. */
const texts = ['Muestra', '1234567', 'M']

function textOf(field: FieldOf<'text'> | FieldOf<'long-text'>): string {
  const pattern = field.type === 'text' && field.pattern !== undefined ? wholeMatch(field.pattern) : /^/
  const text = texts.find((one) => one.length <= field.maxLength && pattern.test(one))
  if (text === undefined) throw new TypeError(`no sample is known for the pattern of «${field.id}»`)
  return text
}

/** The first day that it may say, or else the last, or today. */
function dayOf({ notBefore, notAfter }: FieldOf<'date'>, today: LocalDate, dates: Record<string, LocalDate>) {
  const bound = notBefore ?? notAfter
  return bound === undefined ? today : boundDay(bound, today, dates)
}

function boundDay(bound: DayBound, today: LocalDate, dates: Record<string, LocalDate>): LocalDate {
  if (typeof bound === 'string') return bound === 'today' ? today : bound
  if ('today' in bound) return addDays(today, bound.today)
  return addDays(dates[bound.field] ?? today, bound.days)
}
