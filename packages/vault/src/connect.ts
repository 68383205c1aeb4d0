import { openStore, type Store } from '@ventanilla/database'
import { loadMasterKey } from './master-key-file.ts'
import { vaultMigrations } from './migrations.ts'
import { openVault } from './open-vault.ts'
import type { Vault } from './vault.ts'

export interface ConnectedVault extends AsyncDisposable {
  vault: Vault
  database: Store
  /** For what else derives its secrets from it (tracking codes, digests). */
  masterKey: Buffer
}

export interface ConnectVaultOptions {
  /** The vault's own database. */
  url: string
  masterKeyFile: string
  /** Seen in pg_stat_activity. */
  applicationName: string
  /** Goes on where the server may lose what it acknowledged. */
  allowUnsafe?: boolean
  onError?: (error: Error) => void
  /** Told of each thing that it works in spite of. */
  onWarning?: (text: string) => void
}

/** The vault as a service uses it: its database made and migrated, the key of its file. @throws VaultError */
export async function connectVault(options: ConnectVaultOptions): Promise<ConnectedVault> {
  const { masterKeyFile, ...store } = options
  const masterKey = await loadMasterKey(masterKeyFile)
  await using undo = new AsyncDisposableStack()
  const migrations = [{ service: 'vault', dir: vaultMigrations }]
  const database = undo.use(await openStore({ ...store, migrations }))
  const vault = await openVault({ database, masterKey })
  const opened = undo.move()
  return { vault, database, masterKey, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
