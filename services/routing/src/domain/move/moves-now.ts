import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { type Entity, movesFor, type Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import { nominalInstant } from './fire-due.ts'
import type { Lack } from './lacks/lack.ts'
import { lacksOf } from './lacks/lacks-of.ts'
import { timedMoves } from './system-moves.ts'

/** A move that the procedure has from here for a person, and what stands in the way of whoever asks. */
export interface MoveNow {
  transition: string
  action?: string
  to: string
  reason: string
  /** The form that comes with it. */
  form?: string
  lacks: Lack[]
}

/** What the engine will do by itself, and when, unless somebody moves the case before. */
export interface Wait {
  transition: string
  to: string
  reason: string
  at: string
}

export interface Asker {
  procedure: Procedure
  entity: Entity
  calendar: Calendar
  today: LocalDate
  by?: string | undefined
}

/** What can be done now: each legal move with what it lacks when nothing comes with it. */
export function movesNow(asker: Asker, state: OpenCase): MoveNow[] {
  if (state.mergedInto !== undefined) return []
  const nothing = { state, on: asker.today, brought: { evidence: [] } }
  return movesFor(asker.procedure, state)
    .filter(({ by }) => by === 'user')
    .map((transition) => {
      const { id, action, to, reason, form } = transition
      const lacks = lacksOf({ ...asker, ...nothing, transition })
      return { transition: id, ...defined({ action, form }), ...{ to, reason, lacks } }
    })
}

export function waitsOf(procedure: Procedure, state: OpenCase, calendar: Calendar): Wait[] {
  if (state.mergedInto !== undefined) return []
  return timedMoves(procedure, state).map(({ transition, ...term }) => {
    const made = procedure.transitions.find(({ id }) => id === transition)
    const at = nominalInstant(state.waitsFrom ?? state.enteredOn, term, calendar)
    return { transition, to: made?.to ?? '', reason: made?.reason ?? '', at }
  })
}
