import { randomUUID } from 'node:crypto'
import type { Vault, VaultRecord } from '../vault.ts'
import type { MasterKeys } from '../vault-over.ts'

/** One store under test; what the suite must be able to do behind the vault's back. */
export interface VaultHarness {
  /** Opens the store once more, as another process would. */
  open(keys: MasterKeys): Promise<Vault>
  sealed(ref: string): Promise<Uint8Array>
  overwrite(ref: string, sealed: Uint8Array): Promise<void>
  /** Puts the wrapped key of one subject in another's place. */
  overwriteKey(subject: string, of: string): Promise<void>
  /** The store's clock, an ISO instant. */
  now(): Promise<string>
  close(): Promise<void>
}

/**
 * What a part of the suite works on: a vault opened with `masterKey` over an empty store, anew for each test.
 */
export interface Opened {
  harness: VaultHarness
  vault: Vault
  masterKey: Uint8Array
}

/** Stands in every record; nothing that is stored, thrown or shown may hold it. */
export const SECRET = 'Juana Pérez 52.123.456'

export const aRecord = (over: Partial<VaultRecord> = {}): VaultRecord => ({
  ref: randomUUID(),
  subject: randomUUID(),
  entity: 'icetex',
  kind: 'person',
  value: { name: SECRET },
  ...over,
})
