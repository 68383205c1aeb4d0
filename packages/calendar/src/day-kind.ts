import type { LocalDate } from './local-date.ts'

export interface DayKind {
  readonly date: LocalDate
  readonly working: boolean
  readonly why:
    | 'business-day'
    | 'saturday'
    | 'sunday'
    | 'holiday'
    | 'closed'
    | 'civic-day'
    | 'closed-not-suspended'
    | 'counted-holiday'
  /** Spanish, for people: 'festivo: Navidad'. */
  readonly text: string
  /** The law or act that makes the day what it is; none for an ordinary business day. */
  readonly source?: string
}

/** What a day is that isn't an ordinary one. */
export type Special = Pick<DayKind, 'working' | 'why' | 'text' | 'source'>
