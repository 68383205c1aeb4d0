import type { Problem } from '../problem.ts'
import { priorityBefore } from '../rules/priority.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** A person decides of priority, by a ground that the form of the move asks for, and of what there is to decide. */
export function priorityProblems({ transitions, forms }: ProcedureSource): Problem[] {
  const steps = new Set(transitions.flatMap(({ priority }) => priority?.becomes ?? []))
  return transitions.flatMap(({ priority, by, form: asked }, at): Problem[] => {
    if (priority === undefined) return []
    const path = ['transitions', at, 'priority']
    const misplaced = (detail: string): Problem[] => [{ code: 'priority-misplaced', path, detail }]
    if (by === 'system') return misplaced('De la prioridad decide una persona, no el sistema')
    const before = priorityBefore[priority.becomes]
    if (!before.some((step) => step === undefined || steps.has(step)))
      return misplaced('Ningún movimiento pide o concede antes la prioridad de la que este decide')
    if (priority.ground === undefined) return []
    const field = forms.find(({ id }) => id === asked)?.fields.find(({ id }) => id === priority.ground)
    if (field?.type === 'choice' && !field.several) return []
    const detail = `El formulario del movimiento no tiene un campo «${priority.ground}» de una sola opción`
    return [{ code: 'unknown-field', path: [...path, 'ground'], detail }]
  })
}
