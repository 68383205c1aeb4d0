import type { Procedure, Transition } from '@ventanilla/procedures'
import type { Outcome } from '../../src/domain/case.ts'
import type { Move } from '../../src/domain/move/move.ts'
import { calendar, friday, icetex, noteRef } from './cases.ts'

export function move(procedure: Procedure, name: Move['name'], about: Partial<Move> = {}): Move {
  return {
    type: 'Move',
    name,
    on: friday,
    today: friday,
    evidence: [],
    calendar,
    procedure,
    entity: icetex,
    ...about,
  }
}

/** Everything that a transition may ask for. */
export function complete(procedure: Procedure, { outcomes }: Transition): Partial<Move> {
  return {
    noteRef,
    evidence: procedure.evidence.map(({ id }) => ({ id, ref: `archivo-${id}` })),
    ...(outcomes && { outcome: outcomes[0] as Outcome }),
  }
}
