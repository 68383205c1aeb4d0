import { aboutLacks } from '../../about.ts'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/** What a move doesn't take, whoever makes it. */
export function misplaced(asked: MoveAsked, recorded: boolean): Lack[] {
  const { procedure, entity, transition, brought } = asked
  const lacks: Lack[] = []
  if (brought.evidence.some(({ id }) => !procedure.evidence.some((item) => item.id === id)))
    lacks.push({
      code: 'evidence-unknown',
      field: 'body.evidence',
      detail: `Este procedimiento no conoce una de las evidencias; conoce: ${procedure.evidence.map(({ id }) => id).join(', ')}.`,
    })
  if (brought.evidence.some(({ by }) => by !== undefined && !entity.areas.some(({ id }) => id === by)))
    lacks.push({
      code: 'area-unknown',
      field: 'body.evidence',
      detail: 'Quien da una de las evidencias no es un área de la entidad.',
    })
  const { outcomes = [] } = transition
  if (brought.outcome !== undefined && !outcomes.includes(brought.outcome))
    lacks.push({
      code: 'outcome-not-allowed',
      field: 'body.outcome',
      detail:
        outcomes.length > 0 ? `Se admite: ${outcomes.join(', ')}.` : 'Este movimiento no lleva resultado.',
    })
  if (brought.textRef !== undefined && transition.action !== 'answer' && transition.action !== 'solve')
    lacks.push({
      code: 'text-not-allowed',
      field: 'body.text',
      detail: 'Solo una respuesta o una solución lleva texto; para lo demás está la nota.',
    })
  return [...lacks, ...aboutLacks(entity, brought, recorded)]
}
