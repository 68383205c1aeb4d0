import { type Db, sqlState } from '@ventanilla/database'
import type { MasterRow } from '../store.ts'

export async function masters(db: Db): Promise<MasterRow[]> {
  const rows = await db.query<{ version: number; reference_key: Uint8Array }>(
    'select version, reference_key from vault.masters',
  )
  return rows.map(({ version, reference_key }) => ({ version, referenceKey: reference_key }))
}

export async function addMaster(db: Db, { version, referenceKey }: MasterRow): Promise<void> {
  await db.query(
    'insert into vault.masters (version, reference_key) values ($1, $2) on conflict do nothing',
    [version, referenceKey],
  )
}

const FOREIGN_KEY_VIOLATION = '23503'

/** The foreign key of `vault.keys` decides: a key made a moment ago under the old master keeps it. */
export async function retireMasters(db: Db, before: number): Promise<boolean> {
  try {
    await db.query('delete from vault.masters where version < $1', [before])
    return true
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) return false
    throw error
  }
}

/** Whether a write failed because the master key of its fresh keys was retired meanwhile. */
export function isMasterRetired(error: unknown): boolean {
  return sqlState(error) === FOREIGN_KEY_VIOLATION && String(error).includes('keys_master')
}
