import type { Calendar, LocalDate } from '@ventanilla/calendar'
import type { Entity, Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../../case.ts'
import type { Found } from '../find-move.ts'
import type { Brought } from '../needs.ts'

/** A move that somebody would make: which, of which case, when, and what comes with it. */
export interface MoveAsked {
  procedure: Procedure
  entity: Entity
  calendar: Calendar
  state: OpenCase
  transition: Found
  brought: Brought
  /** The day of the move, and today's. */
  on: LocalDate
  today: LocalDate
  /** The subject of the person who makes it; absent when it is no person. */
  by?: string | undefined
}
