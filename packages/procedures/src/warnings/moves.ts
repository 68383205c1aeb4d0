import { type Move, movesOf } from '../checks/moves.ts'
import { spread } from '../rules/spread.ts'
import type { TransitionSource } from '../schema/flow.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

interface Written extends Move {
  transition: TransitionSource
}

/** Moves that nobody and nothing can ever make, and the states to which no others lead. */
export function deadMoves(procedure: ProcedureSource): Said<WarningCode>[] {
  const moves = movesOf(procedure).flatMap((move): Written[] => {
    const transition = procedure.transitions[move.index]
    return transition === undefined ? [] : [{ ...move, transition }]
  })
  const dead = new Map(
    moves.flatMap((move) => {
      const why = whyDead(move, moves, procedure)
      return why === undefined ? [] : [[move, why] as const]
    }),
  )
  const never = [...dead].map(([{ fromPath, transition }, why]): Said<WarningCode> => {
    return { code: 'move-never-made', path: fromPath, detail: `«${transition.id}» no se hace nunca: ${why}` }
  })
  const living = moves.filter((move) => !dead.has(move))
  return [...never, ...neverEntered(procedure, moves, living)]
}

function whyDead(move: Written, all: readonly Written[], procedure: ProcedureSource): string | undefined {
  const { transition, from } = move
  const leaving = all.filter((other) => other.from === from && other.transition.by === 'system')
  const atOnce = leaving.find((other) => other.transition.after === undefined && coversKinds(other, move))
  if (atOnce !== undefined && atOnce !== move)
    return `de «${from}» el sistema sale enseguida, por «${atOnce.transition.id}»`
  const sooner = leaving.find(
    (other) => other !== move && coversKinds(other, move) && isSooner(other, move, all),
  )
  if (sooner !== undefined) return `de «${from}» el sistema ya salió antes, por «${sooner.transition.id}»`
  if (transition.action !== 'escalate') return undefined
  if (procedure.escalation === undefined)
    return 'escala, y el procedimiento no dice qué se escala («escalation»)'
  const { kinds } = procedure.escalation
  if (transition.kinds?.every((kind) => !kinds.includes(kind)))
    return 'escala, y ninguno de sus tipos se escala («escalation»)'
  return undefined
}

/** Whether a move is made of all the cases of which another could be. */
function coversKinds(wide: Written, narrow: Written): boolean {
  const { kinds } = wide
  return kinds === undefined || (narrow.kinds?.every((kind) => kinds.includes(kind)) ?? false)
}

/** Two terms in different units can't be compared without a calendar. */
function isSooner(other: Written, move: Written, all: readonly Written[]): boolean {
  const [one, two] = [other.transition.after, move.transition.after]
  if (one === undefined || two === undefined || one.unit !== two.unit) return false
  return one.amount < two.amount || (one.amount === two.amount && all.indexOf(other) < all.indexOf(move))
}

function neverEntered(
  { states, initial }: ProcedureSource,
  all: readonly Move[],
  living: readonly Move[],
): Said<WarningCode>[] {
  const written = spread([initial], all)
  const entered = spread([initial], living)
  return states.flatMap(({ id }, at): Said<WarningCode>[] => {
    // One that nothing leads to at all is an error of its own.
    if (entered.has(id) || !written.has(id)) return []
    const detail = `A «${id}» solo llevan movimientos que no se hacen nunca`
    return [{ code: 'state-never-entered', path: ['states', at, 'id'], detail }]
  })
}
