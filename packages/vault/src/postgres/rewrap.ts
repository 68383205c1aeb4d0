import type { Db } from '@ventanilla/database'
import type { WrappedKey } from '../store.ts'

export function keysBefore(db: Db, master: number, limit: number): Promise<WrappedKey[]> {
  return db.query<WrappedKey>(
    `select subject, master, wrapped from vault.keys
     where master < $1 and wrapped is not null
     order by master, subject limit $2`,
    [master, limit],
  )
}

/** Leaves alone what was erased, or wrapped anew by another process, since it was read. */
export async function replaceKeys(
  db: Db,
  renewed: readonly (WrappedKey & { from: number })[],
): Promise<void> {
  await db.query(
    `with renewed as (
       select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::bytea[]) as r (subject, old, master, wrapped)
     ),
     locked as (
       select subject from vault.keys where subject = any ($1::uuid[]) order by subject for update
     )
     update vault.keys k set master = r.master, wrapped = r.wrapped
     from renewed r join locked using (subject)
     where k.subject = r.subject and k.master = r.old`,
    [
      renewed.map(({ subject }) => subject),
      renewed.map(({ from }) => from),
      renewed.map(({ master }) => master),
      renewed.map(({ wrapped }) => wrapped),
    ],
  )
}
