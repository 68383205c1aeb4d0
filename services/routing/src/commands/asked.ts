import type { Calendar } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { Caller, IfMatch } from '@ventanilla/http-kit'
import type { Entity, Procedure } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { OpenCase } from '../domain/case.ts'
import type { CaseCommand } from '../domain/case-decider.ts'
import type { Definitions } from '../domain/definitions.ts'
import type { CaseEvent } from '../domain/events.ts'
import type { FormBrought } from '../domain/move/needs.ts'
import type { Text } from './keep-texts.ts'

export interface ChangeDeps {
  log: EventLog
  vault: Vault
  clock: BusinessClock
  definitions: Definitions
}

/** Who asks for a change, of which case, and how a repeat of it would be recognised. */
export interface Asked {
  caseId: string
  caller: Caller
  /** Names the use case in idempotency keys. */
  route: string
  key?: string
  /** SHA-256 of the body as it came. */
  digest: string
  ifMatch?: IfMatch
}

/** What to decide, where the case is now. */
export interface Change {
  command: CaseCommand
  /** The business instant of what follows; never before what already happened to the case. */
  at: string
  /** Kept in the vault before anything refers to them. */
  texts: readonly Text[]
  /** A form, of whose fields only the procedure says which are words to be kept so. */
  form?: FormBrought | undefined
}

export interface Rules {
  entity: Entity
  procedure: Procedure
  calendar: Calendar
}

export interface Changed {
  entity: string
  version: number
  state: OpenCase
  /** What this request wrote; none when everything already was as asked. */
  events: readonly CaseEvent[]
  /** The same request had been done before. */
  replayed: boolean
}

/** @param seed what the references of its texts derive from: the same for the same request, and for no other */
export type Decide = (state: OpenCase, rules: Rules, seed: string) => Change
