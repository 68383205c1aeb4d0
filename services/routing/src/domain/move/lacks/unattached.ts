import type { Evidence } from '@ventanilla/procedures'
import type { Brought } from '../needs.ts'
import { needsOf } from '../needs.ts'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/** What has to come with a move and didn't: the area to escalate to, the note, evidence, the outcome. */
export function unattached({ procedure, entity, transition, state, brought }: MoveAsked): Lack[] {
  const needs = needsOf(procedure, transition, state, entity.areas)
  const lacks: Lack[] = []
  if (needs.escalation)
    lacks.push({
      code: 'escalation-not-allowed',
      detail: 'Asigne antes el caso a un área a la que se pueda escalar, si su tipo lo admite.',
    })
  if (needs.note && brought.noteRef === undefined)
    lacks.push({ code: 'note-required', field: 'body.note', detail: 'Este movimiento pide una nota.' })
  for (const { id, name } of needs.evidence) {
    if (brought.evidence.some((item) => item.id === id)) continue
    const detail = `Falta adjuntar: ${name} (${id}).`
    lacks.push({ code: 'evidence-missing', field: 'body.evidence', about: id, detail })
  }
  lacks.push(...procedure.evidence.flatMap((one) => unsaidGiver(one, brought)))
  if (needs.outcomes.length > 0 && brought.outcome === undefined)
    lacks.push({
      code: 'outcome-required',
      field: 'body.outcome',
      detail: `Diga el resultado: ${needs.outcomes.join(', ')}.`,
    })
  return lacks
}

/** An evidence that only some areas may give says which of them did. */
function unsaidGiver({ id, name, by }: Evidence, { evidence }: Brought): Lack[] {
  if (by === undefined) return []
  const about = { field: 'body.evidence', about: id }
  const given = evidence.filter((item) => item.id === id)
  if (given.some((item) => item.by === undefined)) {
    const detail = `Falta decir qué área dio: ${name} (${id}).`
    return [{ code: 'evidence-giver-missing', ...about, detail }]
  }
  if (given.every((item) => by.includes(item.by ?? ''))) return []
  const detail = `${name} (${id}) la dan: ${by.join(', ')}.`
  return [{ code: 'evidence-giver-not-allowed', ...about, detail }]
}
