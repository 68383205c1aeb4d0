import type { LocalDate } from '@ventanilla/calendar'
import { listOf } from '../rules/list-of.ts'
import type { Field } from '../schema/fields.ts'
import type { Form } from '../schema/forms.ts'
import type { FieldFault } from './faults.ts'
import { type Coded, isDate, isSensitive, isText, valueFault } from './read-value.ts'
import { isUnnamed } from './unnamed.ts'

/** What somebody filled in: what a fact may carry, and the words, which it may not. */
export interface FormRead {
  values: Readonly<Record<string, Coded>>
  /** Words, the values of sensitive fields, and what is asked for because of what those say. */
  texts: Readonly<Record<string, Coded>>
  faults: readonly FieldFault[]
}

/** What a form holds, for whoever asks what is missing: the words by the names of their fields alone. */
export interface Filled {
  values: Readonly<Record<string, Coded>>
  texts: readonly string[]
}

/**
 * Every value under the rules of its field, with all that is wrong with any of them. An empty text, an empty list and
 * `null` are as good as nothing. Whether something is missing is another question: {@link missingFields}.
 */
export function readForm(form: Form, given: Readonly<Record<string, unknown>>, today: LocalDate): FormRead {
  const values: Record<string, Coded> = {}
  const texts: Record<string, Coded> = {}
  const faults: FieldFault[] = []
  const dates = new Set(form.fields.filter(({ type }) => type === 'date').map(({ id }) => id))
  const dateOf = (id: string) => {
    const value = dates.has(id) ? own(given, id) : undefined
    return isDate(value) ? value : undefined
  }
  for (const field of form.fields) {
    const value = own(given, field.id)
    if (isNothing(value)) continue
    const wrong = valueFault(field, value, { today, dateOf })
    if (wrong !== undefined) faults.push({ field: field.id, ...wrong })
    else if (isText(field) || isSensitive(field) || isUnnamed(field, form)) texts[field.id] = value as Coded
    else values[field.id] = value as Coded
  }
  for (const name of Object.keys(given)) {
    if (form.fields.some(({ id }) => id === name)) continue
    faults.push({ field: name, code: 'unknown-field', detail: 'El formulario no tiene ese campo.' })
  }
  return { values, texts, faults }
}

/**
 * The mandatory fields that have no value. A field that hangs from what a sensitive one says is missed only while that
 * is among `values`, as when the form comes; of what a fact carries nobody can tell.
 */
export function missingFields({ fields }: Form, { values, texts }: Filled): Field[] {
  const has = (id: string) => Object.hasOwn(values, id) || texts.includes(id)
  return fields.filter((field) => {
    if (has(field.id)) return false
    const { required, requiredWhen } = field
    if (required || requiredWhen === undefined) return required
    if (requiredWhen.is === undefined) return has(requiredWhen.field)
    const said = own(values, requiredWhen.field)
    const wanted: readonly unknown[] = listOf(requiredWhen.is)
    return Array.isArray(said) ? said.some((one) => wanted.includes(one)) : wanted.includes(said)
  })
}

const own = (given: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(given, name) ? given[name] : undefined

/** What is as good as not sent. */
export function isNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
