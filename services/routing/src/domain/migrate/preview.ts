import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { isRefusal } from '@ventanilla/decider'
import type { Procedure } from '@ventanilla/procedures'
import { evolve, type OpenCase } from '../case.ts'
import { type Wait, waitsOf } from '../move/moves-now.ts'
import { decideMigrate } from './migrate.ts'

/** What would become of a case under another version, and nothing is written. */
export interface Preview {
  fromVersion: number
  from: string
  /** Where it would stand, with what the engine does there at once. */
  state: string
  /** What the engine would do there by itself later. */
  waits: Wait[]
  /** Empty: it can go on there. */
  obstacles: { code: string; field: string; detail: string }[]
}

export interface Previewed {
  to: Procedure
  born: Procedure
  procedure: Procedure
  calendar: Calendar
  target?: string | undefined
  on: LocalDate
}

export function previewOf({ calendar, ...asked }: Previewed, state: OpenCase): Preview {
  const about = { fromVersion: state.procedureVersion, from: state.state }
  const decision = decideMigrate({ type: 'Migrate', ...asked }, state)
  if (isRefusal(decision)) {
    const { refused: code, field = 'state', detail = '', errors = [{ code, field, detail }] } = decision
    return { ...about, state: asked.target ?? state.state, waits: [], obstacles: [...errors] }
  }
  const after = decision.reduce(evolve, state) as OpenCase
  return { ...about, state: after.state, waits: waitsOf(asked.to, after, calendar), obstacles: [] }
}
