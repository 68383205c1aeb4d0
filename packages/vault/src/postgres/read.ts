import type { Db } from '@ventanilla/database'
import type { SealedRecord, WrappedKey } from '../store.ts'

/** The keys of those subjects that have one and were not erased. */
export function keys(db: Db, subjects: readonly string[]): Promise<WrappedKey[]> {
  return db.query<WrappedKey>(
    'select subject, master, wrapped from vault.keys where subject = any ($1::uuid[]) and wrapped is not null',
    [subjects],
  )
}

/** Records with the keys they lie under, in one look: an erasure between two looks would show as damage. */
export async function records(db: Db, refs: readonly string[]) {
  const rows = await db.query<SealedRecord & WrappedKey>(
    `select ref, subject, entity, kind, sealed, master, wrapped
     from vault.records join vault.keys using (subject)
     where ref = any ($1::uuid[]) and wrapped is not null`,
    [refs],
  )
  return rows.map(({ master, wrapped, ...record }) => ({
    record,
    key: { subject: record.subject, master, wrapped },
  }))
}
