import type { KeyObject } from 'node:crypto'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { EncryptedFiles } from '@ventanilla/files'
import type { Entity } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { Digest } from './commands/digest.ts'
import type { Uploads } from './commands/uploads.ts'

/** What intake stands on. */
export interface IntakeDeps {
  log: EventLog
  /** Its own database: the read models are in it. */
  database: Database
  vault: Vault
  files: EncryptedFiles
  uploads: Uploads
  entities: ReadonlyMap<string, Entity>
  /** Business time. */
  clock: BusinessClock
  /** The wall clock, ISO: what waits for a sweep ages by it, whatever business time does. */
  wall: () => string
  trackingSecret: string | KeyObject
  digest: Digest
}
