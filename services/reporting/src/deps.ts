import type { KeyObject } from 'node:crypto'
import type { Calendar } from '@ventanilla/calendar'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { Entity } from '@ventanilla/procedures'
import type { Shared } from '@ventanilla/redis'
import type { BusinessClock, Check, Logger } from '@ventanilla/runtime'
import type { Definition } from './domain/extract/definition.ts'
import type { RiskParameters } from './domain/risk/parameters.ts'
import type { Reached } from './reactions/reached.ts'

/** What reporting stands on. */
export interface ReportingDeps {
  /** The journal, and the extracts that were issued. */
  readonly log: EventLog
  /** Its own database: the read models are in it. */
  readonly database: Database
  readonly clock: BusinessClock
  readonly logger: Logger
  /** What replicas have in common, or this process alone. */
  readonly shared: Pick<Shared, 'cache' | 'channel'>
  readonly entities: ReadonlyMap<string, Entity>
  /** The national calendar with the entity's overlays. */
  calendarOf(entity: string): Calendar
  /** Formats by entity and then by their name ('379'). */
  readonly formats: ReadonlyMap<string, ReadonlyMap<string, Definition>>
  readonly reached: Reached
  /** By what an open case is taken to be at risk. */
  readonly risk: RiskParameters
  /** Recognises the codes that people follow their filings with. */
  readonly trackingSecret: string | KeyObject
  readonly checks: readonly Check[]
  close(): Promise<void>
}
