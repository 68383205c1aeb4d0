import type { Transition } from '../schema/flow.ts'
import type { PriorityStep } from '../schema/priority.ts'
import type { Procedure } from '../schema/procedure.ts'

/** What the priority of a case must have come to before; `undefined` among them: nothing was ever decided of it. */
export const priorityBefore: Readonly<Record<PriorityStep, readonly (PriorityStep | undefined)[]>> = {
  asked: [undefined, 'refused', 'withdrawn'],
  granted: [undefined, 'asked', 'refused', 'withdrawn'],
  refused: ['asked'],
  withdrawn: ['granted'],
}

/** The grounds of priority that the forms of its moves offer, each once. */
export function groundsOf(
  procedure: Pick<Procedure, 'transitions' | 'forms'>,
): { id: string; name: string }[] {
  const grounds = new Map<string, string>()
  for (const { form: asked, priority } of procedure.transitions) {
    const form = procedure.forms.find(({ id }) => id === asked)
    const field = form?.fields.find(({ id }) => id === priority?.ground)
    if (field?.type === 'choice') for (const { id, name } of field.options) grounds.set(id, name)
  }
  return [...grounds].map(([id, name]) => ({ id, name }))
}

/** The ground that a move was made by, as its form says it. */
export function groundIn(
  { priority }: Pick<Transition, 'priority'>,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const said = priority?.ground === undefined ? undefined : values[priority.ground]
  return typeof said === 'string' ? said : undefined
}
