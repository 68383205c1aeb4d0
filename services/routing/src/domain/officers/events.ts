import type { LocalDate } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'

/** Where somebody attends: an area, at one of the levels of its procedures. */
export interface Post {
  area: string
  level: number
}

/** What somebody attends of what comes to their posts; an empty list is everything. */
export interface Skills {
  kinds: readonly string[]
  themes: readonly string[]
  products: readonly string[]
  channels: readonly string[]
}

/** Why somebody is away. An illness is sensitive (Ley 1581 art. 5): it is a `licencia`, and nothing more is said. */
export const absenceReasons = [
  'vacaciones',
  'licencia',
  'permiso',
  'comision',
  'capacitacion',
  'otra',
] as const
export type AbsenceReason = (typeof absenceReasons)[number]

/** Both days are days of absence. */
export interface Absence {
  id: string
  from: LocalDate
  to: LocalDate
  reason: AbsenceReason
  /** The open cases are given to others when it begins; else somebody decides. */
  redistribute: boolean
}

/** All that is said of an officer: what was said before no longer counts. */
export type OfficerSet = Fact<
  'OfficerSet',
  {
    officer: string
    attends: readonly Post[]
    skills: Skills
    /** How many open cases are as many as they can have. */
    capacity: number
    inService: boolean
  }
>

export type OfficerAbsent = Fact<'OfficerAbsent', { officer: string; absence: Absence }>

/** It was said by mistake, or will not be. */
export type OfficerAbsenceWithdrawn = Fact<'OfficerAbsenceWithdrawn', { officer: string; absence: string }>

export type OfficerEvent = OfficerSet | OfficerAbsent | OfficerAbsenceWithdrawn
