import { addDays, type LocalDate } from '@ventanilla/calendar'
import { dateInWords } from '@ventanilla/terms'
import { localDate } from '../schema/common.ts'
import type { DayBound, Field, FieldOf } from '../schema/fields.ts'
import { type Fault, fault } from './faults.ts'
import { textFault } from './read-text.ts'

/** A value that names nobody, so that a fact may carry it. */
export type Coded =
  | number
  | string
  | boolean
  | readonly string[]
  | { readonly ref: string; readonly mediaType: string }

/** What a date may be compared with: today, and the other dates of the form. */
export interface Around {
  today: LocalDate
  dateOf(field: string): LocalDate | undefined
}

/** Coded, and all the same nothing that a fact may carry. */
export function isSensitive(field: Field): boolean {
  return 'sensitive' in field && field.sensitive === true
}

/** Words go to the vault; everything else is coded. */
export function isText(field: Field): field is FieldOf<'text'> | FieldOf<'long-text'> {
  return field.type === 'text' || field.type === 'long-text'
}

/** What is wrong with a value that was given; undefined when the field takes it. */
export function valueFault(field: Field, value: unknown, around: Around): Fault | undefined {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return textFault(field, value)
    case 'integer':
    case 'decimal':
    case 'money':
      return numberFault(field, value)
    case 'date':
      return dateFault(field, value, around)
    case 'yes-no':
      return typeof value === 'boolean'
        ? undefined
        : fault('invalid-type', 'Debe ser sí o no (true o false).')
    case 'choice':
      return choiceFault(field, value)
    case 'file':
      return fileFault(field, value)
  }
}

type Numeric = FieldOf<'integer'> | FieldOf<'decimal'> | FieldOf<'money'>

function numberFault(field: Numeric, value: unknown): Fault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return fault('invalid-type', 'Debe ser un número.')
  if (field.type !== 'decimal' && !Number.isSafeInteger(value))
    return fault('invalid-type', 'Debe ser un número entero.')
  const { max } = field
  const min = field.type === 'money' ? Math.max(0, field.min ?? 0) : field.min
  if (min !== undefined && value < min) return fault('too-small', `Debe ser al menos ${min}.`)
  if (max !== undefined && value > max) return fault('too-big', `Debe ser a lo sumo ${max}.`)
  if (field.type === 'decimal' && Number(value.toFixed(field.decimals)) !== value)
    return fault('too-many-decimals', `Lleva a lo sumo ${field.decimals} decimales.`)
  return undefined
}

/** Far dates are slips of the keyboard, and calendars end not long after. */
export function isDate(value: unknown): value is LocalDate {
  return localDate.safeParse(value).success && String(value) >= '1900-01-01' && String(value) <= '2150-12-31'
}

function dateFault(field: FieldOf<'date'>, value: unknown, around: Around): Fault | undefined {
  if (!isDate(value))
    return fault('invalid-type', 'Debe ser una fecha de 1900 a 2150 que exista, AAAA-MM-DD.')
  const first = dayOf(field.notBefore, around)
  if (first !== undefined && value < first)
    return fault('date-too-early', `No puede ser antes del ${dateInWords(first)}.`)
  const last = dayOf(field.notAfter, around)
  if (last !== undefined && value > last)
    return fault('date-too-late', `No puede ser después del ${dateInWords(last)}.`)
  return undefined
}

/** Undefined where there is no bound, or the field that it hangs from says no day. */
function dayOf(bound: DayBound | undefined, { today, dateOf }: Around): LocalDate | undefined {
  if (bound === undefined) return undefined
  if (bound === 'today') return today
  if (typeof bound === 'string') return bound
  if ('today' in bound) return addDays(today, bound.today)
  const day = dateOf(bound.field)
  return day === undefined ? undefined : addDays(day, bound.days)
}

function choiceFault({ options, several }: FieldOf<'choice'>, value: unknown): Fault | undefined {
  const chosen = several ? value : [value]
  if (!Array.isArray(chosen) || chosen.some((one) => typeof one !== 'string'))
    return fault(
      'invalid-type',
      several ? 'Debe ser una lista de opciones.' : 'Debe ser una de las opciones.',
    )
  if (chosen.some((one) => !options.some(({ id }) => id === one)))
    return fault('option-unknown', `Las opciones son: ${options.map(({ id }) => id).join(', ')}.`)
  if (new Set(chosen).size < chosen.length) return fault('option-repeated', 'Una opción está dos veces.')
  return undefined
}

/** An id or a hash, never a name or an address. */
const ref = /^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$/

function fileFault({ mediaTypes }: FieldOf<'file'>, value: unknown): Fault | undefined {
  if (!isFile(value))
    return fault('invalid-type', 'Debe llevar «ref», una referencia sin espacios, y «mediaType».')
  if (mediaTypes.includes(value.mediaType)) return undefined
  return fault('media-type-not-allowed', `Se reciben: ${mediaTypes.join(', ')}.`)
}

function isFile(value: unknown): value is { ref: string; mediaType: string } {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  const { ref: at, mediaType } = value as { ref?: unknown; mediaType?: unknown }
  return typeof at === 'string' && ref.test(at) && typeof mediaType === 'string'
}
