import { type Mark, marksOf } from '../checks/marks.ts'
import type { EntityNames } from '../checks/typification.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** Marks that say nothing of how a term goes, or send where nothing goes. */
export function idleMarks(procedure: ProcedureSource, entity?: EntityNames): Said<WarningCode>[] {
  return marksOf(procedure).flatMap((mark) => [
    ...beyondTerm(mark),
    ...notEscalated(mark, procedure, entity).map(
      (detail): Said<WarningCode> => ({
        ...{ code: 'mark-escalates-nothing', path: [...mark.path, 'escalates'], detail },
      }),
    ),
  ])
}

/** A mark that every term has behind it on its first day warns of nothing. */
function beyondTerm({ id, atRemaining, terms, path }: Mark): Said<WarningCode>[] {
  if (atRemaining === undefined || terms.some((term) => longest(term) >= atRemaining)) return []
  const detail = `«${id}» espera que queden ${atRemaining}, y ningún plazo dura tanto: llegaría el primer día`
  return [{ code: 'ladder-beyond-term', path: [...path, 'atRemaining'], detail }]
}

/** In what marks count: a term in months has days. */
function longest({ amount, unit }: Mark['terms'][number]): number {
  return unit === 'calendar-months' ? amount * 31 : amount
}

/**
 * A mark that sends to a mission area follows the rule for escalations by hand: what that rule never allows stays where
 * it is in every case, and nobody is told.
 */
function notEscalated(
  { escalates, kinds }: Mark,
  { escalation, levels }: ProcedureSource,
  entity: EntityNames | undefined,
): string[] {
  if (escalates === undefined || !levels.find(({ level }) => level === escalates.level)?.misional) return []
  if (escalation === undefined)
    return [`El nivel ${escalates.level} es de áreas misionales, y falta «escalation»: nada se escala allí`]
  const said: string[] = []
  if (kinds?.every((kind) => !escalation.kinds.includes(kind)))
    said.push(`Se escalan ${escalation.kinds.join(', ')}, y este reloj no es de ninguno`)
  const area = entity?.areas.find(({ id }) => id === escalates.area)
  if (escalation.to === 'misional' && area?.misional === false)
    said.push(`«${area.id}» no es un área misional, y solo se escala a ellas`)
  return said
}
