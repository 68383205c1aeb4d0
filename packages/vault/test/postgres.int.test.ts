import { freshDatabase } from '@ventanilla/testing'
import { vaultConformance } from '../src/conformance.ts'
import { openVault, vaultMigrations } from '../src/index.ts'

vaultConformance('PostgreSQL', async () => {
  const { database, drop } = await freshDatabase({
    prefix: 'vault',
    migrations: { service: 'vault', dir: vaultMigrations },
  })
  return {
    open: (keys) => openVault({ database, ...keys }),
    async sealed(ref) {
      const rows = await database.query<{ sealed: Uint8Array }>(
        'select sealed from vault.records where ref = $1',
        [ref],
      )
      return rows[0]?.sealed ?? Buffer.alloc(0)
    },
    async overwrite(ref, sealed) {
      await database.query('update vault.records set sealed = $2 where ref = $1', [ref, sealed])
    },
    async overwriteKey(subject, of) {
      await database.query(
        'update vault.keys k set wrapped = o.wrapped from vault.keys o where k.subject = $1 and o.subject = $2',
        [subject, of],
      )
    },
    async now() {
      const [row] = await database.query<{ now: string }>('select clock_timestamp() as now')
      return row?.now ?? ''
    },
    close: drop,
  }
})
