import type { Erasure, ErasureOrder } from './vault.ts'

export interface MasterRow {
  version: number
  referenceKey: Uint8Array
}

/** A subject's data key under a master key. */
export interface WrappedKey {
  subject: string
  master: number
  wrapped: Uint8Array
}

export interface SealedRecord {
  ref: string
  subject: string
  entity: string
  kind: string
  sealed: Uint8Array
}

/** A subject of a write and what to do about its key. */
export interface KeyWish {
  subject: string
  /** The key to give it if it has none; absent when its key is known already. */
  fresh?: WrappedKey
  /** Whether a key that it has already would do too: not when records are sealed under the fresh one. */
  heldFits: boolean
}

export interface UnitWrite {
  subjects: readonly string[]
  records: readonly SealedRecord[]
  links: readonly { envelope: string; person: string }[]
}

/** What became of a subject's key. A subject without any state has just been made by somebody else. */
export type KeyState =
  | { subject: string; is: 'made' }
  | { subject: string; is: 'erased' }
  | { subject: string; is: 'held'; key: WrappedKey }

export interface RefsPage {
  since: string | undefined
  olderThan: string
  kinds: readonly string[] | undefined
  after: string
  limit: number
}

/**
 * What keeps the ciphertexts. It sees no key and no value: everything that needs the master key happens above
 * it, the same for every store.
 */
export interface VaultStore {
  masters(): Promise<MasterRow[]>
  /** Does nothing when the version is taken. */
  addMaster(row: MasterRow): Promise<void>
  /** Forgets the versions before this one; false while some key is still under one of them. */
  retireMasters(before: number): Promise<boolean>

  /**
   * Makes the keys that are missing, then writes each unit whose every subject has a key that fits, whole;
   * the others not at all. Atomic. 'master-retired' when the fresh keys lie under a master key that is gone.
   */
  write(wishes: readonly KeyWish[], units: readonly UnitWrite[]): Promise<KeyState[] | 'master-retired'>
  keys(subjects: readonly string[]): Promise<WrappedKey[]>
  records(refs: readonly string[]): Promise<{ record: SealedRecord; key: WrappedKey }[]>

  erase(subject: string, order: ErasureOrder): Promise<string[]>
  erasures(subject: string): Promise<Erasure[]>

  /** Refs put in [since, olderThan), in order. */
  refsPut(page: RefsPage): Promise<string[]>
  /** Removes those of `refs` that were not put again since. */
  remove(refs: readonly string[], olderThan: string): Promise<number>

  keysBefore(master: number, limit: number): Promise<WrappedKey[]>
  /** Replaces each key that still is under `from`. */
  replaceKeys(keys: readonly (WrappedKey & { from: number })[]): Promise<void>
}
