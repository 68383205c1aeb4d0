import type { Database } from '@ventanilla/database'
import { postgresStore } from './postgres/store.ts'
import type { Vault } from './vault.ts'
import { type MasterKeys, vaultOver } from './vault-over.ts'

/**
 * The vault in a database where `vaultMigrations` were applied. The first one to open it makes its master key
 * the vault's. The database stays the caller's to close.
 * @throws VaultError `master-key-invalid`, `master-key-wrong`
 */
export function openVault({ database, ...keys }: { database: Database } & MasterKeys): Promise<Vault> {
  return vaultOver(postgresStore(database), keys)
}
