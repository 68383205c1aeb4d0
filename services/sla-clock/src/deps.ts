import type { CertificateKeys } from '@ventanilla/certificate'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { Procedure } from '@ventanilla/procedures'
import type { BusinessClock, Check, ParkedModel } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { CalendarBook } from './commands/calendar-book.ts'
import type { FindProcedure } from './reactions/public-facts.ts'

/** What the clocks stand on. */
export interface SlaClockDeps {
  log: EventLog
  /** Its own database: the read models are in it. */
  database: Database
  /** Cases with an event that could not be handled here. */
  parked: ParkedModel
  /** Keeps the reasons of extensions. */
  vault: Vault
  calendars: CalendarBook
  /** Sign what is given out on paper. */
  certificates: CertificateKeys
  findProcedure: FindProcedure
  /** By the entity that follows them, every version. */
  procedures: ReadonlyMap<string, readonly Procedure[]>
  /** Whether a clock may wait for a message: else nobody's letters are followed. */
  hearsLetters: boolean
  /** Business time. */
  clock: BusinessClock
  /** The wall clock, ISO. */
  wall: () => string
  checks: readonly Check[]
  /** Gives back what was opened to make these. */
  close(): Promise<void>
}
