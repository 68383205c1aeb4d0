import type { Db } from '@ventanilla/database'
import type { Erasure, ErasureOrder } from '../vault.ts'

/**
 * One statement after another, each seeing what was committed before it: once the subject's row is locked
 * nobody can link another envelope to it, so the links read next are all there are.
 */
export async function erase(tx: Db, subject: string, order: ErasureOrder): Promise<string[]> {
  const alone = await destroyKeys(tx, [subject])
  const linked = await tx.query<{ envelope: string }>(
    'select envelope from vault.links where person = $1 order by envelope',
    [subject],
  )
  const gone = [
    ...alone,
    ...(await destroyKeys(
      tx,
      linked.map(({ envelope }) => envelope),
    )),
  ]
  await tx.query('delete from vault.records where subject = any ($1::uuid[])', [gone])
  await tx.query(
    `insert into vault.erasures (subject, asked_for, actor, reason, at)
     select unnest($1::uuid[]), $2, $3, $4, $5`,
    [gone, subject, order.actor, order.reason, order.at],
  )
  const all = await tx.query<{ subject: string }>(
    'select subject from vault.erasures where asked_for = $1 order by id',
    [subject],
  )
  return all.map((row) => row.subject)
}

/**
 * Also of a subject that never had a key: none will be made for it. Returns those that were not erased
 * before.
 */
async function destroyKeys(tx: Db, subjects: string[]): Promise<string[]> {
  const never = await tx.query<{ subject: string }>(
    `insert into vault.keys (subject, erased_at) select unnest($1::uuid[]), now()
     on conflict do nothing returning subject`,
    [subjects],
  )
  const rows = await tx.query<{ subject: string }>(
    `update vault.keys set wrapped = null, master = null, erased_at = now()
     where subject in (
       select subject from vault.keys where subject = any ($1::uuid[]) and wrapped is not null
       order by subject for update
     )
     returning subject`,
    [subjects],
  )
  return [...never, ...rows].map(({ subject }) => subject)
}

export async function erasures(db: Db, subject: string): Promise<Erasure[]> {
  return db.query<Erasure>(
    `select subject, asked_for as "askedFor", actor, reason, at from vault.erasures where subject = $1 order by id`,
    [subject],
  )
}
