import { writtenId } from '@ventanilla/procedures'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/**
 * Who made one move may not make the other. An application that acts for itself is no second pair of eyes: whoever
 * made the first could have it make the second.
 */
export function fourEyesLacks({ procedure, transition, state, by }: MoveAsked): Lack[] {
  const { fourEyes } = transition
  if (fourEyes === undefined) return []
  if (by === undefined)
    return [{ code: 'person-required', detail: 'Este movimiento lo hace una persona, no un sistema.' }]
  return fourEyes
    .filter((id) => state.madeBy?.[id] === by)
    .map((id) => {
      const reason = procedure.transitions.find((one) => writtenId(one) === id)?.reason ?? id
      const detail = `Usted hizo «${reason}»: este movimiento lo hace otra persona.`
      return { code: 'same-person' as const, about: id, detail }
    })
}
