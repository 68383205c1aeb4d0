import { bogotaDate } from '@ventanilla/calendar'
import { type Caller, problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '@ventanilla/runtime'

/** @throws ProblemError `scope-missing` when the token is bound to another entity */
export function allowEntity(caller: Caller, entity: string): void {
  if (caller.entity === undefined || caller.entity === entity) return
  throw problem('scope-missing', { detail: 'El token solo sirve para los datos de otra entidad.' })
}

/** Today in Bogotá, by business time. */
export function todayOf(clock: BusinessClock): string {
  return bogotaDate(clock.now())
}
