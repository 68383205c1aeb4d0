import type { LocalDate } from '@ventanilla/calendar'
import { countedFields, type Procedure } from '@ventanilla/procedures'
import type { CaseMeasured, FormFilled } from './events.ts'

/** What a form says in the fields that indicators count; nothing when it has none of them. */
export function measured(
  procedure: Procedure,
  { caseId, form, on }: { caseId: string; form: FormFilled; on: LocalDate },
): CaseMeasured[] {
  const counted = countedFields(procedure, form.id)
  if (counted.length === 0) return []
  const values: Record<string, number | boolean> = {}
  for (const id of counted) {
    const value = form.values[id]
    if (typeof value === 'number' || typeof value === 'boolean') values[id] = value
  }
  return [{ type: 'CaseMeasured', data: { caseId, form: form.id, values, on } }]
}
