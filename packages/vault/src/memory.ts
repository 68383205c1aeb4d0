import { emptyContents, type MemoryContents, memoryStore } from './memory-store.ts'
import type { Vault } from './vault.ts'
import { type MasterKeys, vaultOver } from './vault-over.ts'

export { emptyContents, type MemoryContents } from './memory-store.ts'

export interface MemoryVaultOptions extends Partial<MasterKeys> {
  /** Given to several vaults, they are one, as processes over one database are. */
  contents?: MemoryContents
  /** ISO instant of a put, by which orphans are swept; absent, every record is as old as can be. */
  now?: () => string
}

/**
 * A vault that lasts as long as the process. Without a master key it has one that anybody knows: for tests.
 */
export function memoryVault({ contents, now, ...keys }: MemoryVaultOptions = {}): Promise<Vault> {
  const store = memoryStore(contents ?? emptyContents(), now ?? (() => '1970-01-01T00:00:00.000Z'))
  return vaultOver(store, { masterKey: new Uint8Array(32), ...keys })
}
