import type { Form } from '../schema/forms.ts'
import type { Procedure } from '../schema/procedure.ts'
import { kindOf } from './kinds.ts'

export function formOf(procedure: Pick<Procedure, 'forms'>, id: string | undefined): Form | undefined {
  return procedure.forms.find((form) => form.id === id)
}

/** The fields of a form that some indicator counts: what they say may be told. */
export function countedFields({ indicators }: Pick<Procedure, 'indicators'>, form: string): string[] {
  return [...new Set(indicators.flatMap(({ field }) => (field?.form === form ? [field.id] : [])))]
}

/** The form that a kind is asked with; undefined for one that is asked with words alone. */
export function kindForm(procedure: Procedure, kind: string): Form | undefined {
  return formOf(procedure, kindOf(procedure, kind)?.form)
}
