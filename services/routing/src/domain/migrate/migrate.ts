import type { LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import type { Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseEvent, CaseMigrated } from '../events.ts'
import { merged } from '../merge/while-merged.ts'
import { systemMoves, timedMoves } from '../move/system-moves.ts'
import type { CaseRefusalCode } from '../refusals.ts'
import { obstaclesOf } from './obstacles.ts'

/** The case is to go on under another version of its procedure. `on` is today. */
export interface Migrate {
  type: 'Migrate'
  to: Procedure
  /** The version that it was born under. */
  born: Procedure
  /** The one that it lives under now. */
  procedure: Procedure
  /** The state that it goes to; absent: the one of the same name. */
  target?: string | undefined
  noteRef?: string
  on: LocalDate
  by?: string | undefined
}

/**
 * What may be done next is what the other version writes; what was promised stays. The terms run on as they were started,
 * the form keeps what it has, and who made which move still counts.
 */
export function decideMigrate(command: Migrate, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { to, on, born } = command
  if (state.mergedInto !== undefined) return merged(state)
  if (state.final)
    return refuse('case-closed', { detail: 'El caso terminó: queda bajo la versión en que terminó.' })
  const target = command.target ?? state.state
  if (state.procedureVersion === to.version && target === state.state) return []
  const obstacles = obstaclesOf({ state, born, to, target })
  if (obstacles.length > 0)
    return refuse('migration-not-possible', {
      detail: `${obstacles.map(({ detail }) => detail).join('. ')}.`,
      errors: obstacles,
    })
  return [migrated(command, state, target), ...systemMoves(to, { ...state, state: target }, on)]
}

function migrated(
  { to, procedure, noteRef, on, by }: Migrate,
  state: OpenCase,
  target: string,
): CaseMigrated {
  const timed = timedMoves(to, { ...state, state: target })
  const before = JSON.stringify(timedMoves(procedure, state))
  // What it waited for goes on; a wait that is new begins today, since no rule acts on the time before it.
  const waits = before === JSON.stringify(timed) ? (state.waitsFrom ?? state.enteredOn) : on
  return {
    type: 'CaseMigrated',
    data: {
      ...{ caseId: state.caseId, procedure: to.id, fromVersion: state.procedureVersion },
      ...{ procedureVersion: to.version, from: state.state, state: target, on },
      ...{ waitsFrom: waits, timed, ...defined({ noteRef, by }) },
    },
  }
}
