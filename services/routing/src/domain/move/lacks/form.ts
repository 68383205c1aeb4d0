import type { LocalDate } from '@ventanilla/calendar'
import { type Filled, type Form, formOf, isUnnamed, missingFields, readForm } from '@ventanilla/procedures'
import type { FormFilled } from '../../events.ts'
import { isStill } from '../find-move.ts'
import type { FormBrought } from '../needs.ts'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/** What is wrong with the form that comes with a move. What another system recorded may have less than it asks. */
export function formLacks(
  { procedure, state, transition, brought, today }: MoveAsked,
  recorded: boolean,
): Lack[] {
  const form = isStill(state, transition) ? undefined : formOf(procedure, transition.form)
  if (form === undefined) {
    return brought.form === undefined ? [] : [notAsked]
  }
  const { wrong, said } = broughtForm(form, brought.form, today)
  if (recorded) return wrong
  // What was given and is wrong is not missing.
  const missing = missingFields(form, said).filter(({ id }) => !wrong.some(({ about }) => about === id))
  return [...wrong, ...missing.map(required)]
}

/** What the form of a move that was made lacks. */
export function filledLacks({ procedure, transition }: MoveAsked, filled: FormFilled | undefined): Lack[] {
  const form = formOf(procedure, transition.form)
  if (form === undefined) return filled === undefined ? [] : [notAsked]
  return missingFields(form, filled ?? { values: {}, texts: [] }).map(required)
}

const notAsked: Lack = {
  code: 'form-not-asked',
  field: 'body.form',
  detail: 'Este movimiento no lleva formulario.',
}

const required = ({ id, name }: { id: string; name: string }) => formLack(id, 'required', `Falta «${name}».`)

/** A form that came: what is wrong with it, all that it says, and what of it a fact carries. */
export function broughtForm(
  form: Form,
  { given, ref }: FormBrought = { given: {}, ref: '' },
  today: LocalDate,
): { wrong: Lack[]; said: Filled; filled: FormFilled } {
  const { values, texts, faults } = readForm(form, given, today)
  const kept = form.fields.filter(({ id }) => Object.hasOwn(texts, id))
  const words = kept.filter((field) => !isUnnamed(field, form)).map(({ id }) => id)
  return {
    wrong: faults.map(({ field, code, detail }) => formLack(field, code, detail)),
    said: { values: { ...values, ...texts }, texts: [] },
    filled: { id: form.id, values, texts: words, ...(kept.length > 0 && { ref }) },
  }
}

/** @param name of the field, or what was sent in place of one, which may be of any length */
function formLack(name: string, fault: string, detail: string): Lack {
  const about = name.length > 64 ? `${name.slice(0, 64)}…` : name
  return { code: 'form-invalid', field: `body.form.${about}`, about, fault, detail }
}
