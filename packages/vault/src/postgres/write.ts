import type { Db } from '@ventanilla/database'
import type { KeyState, KeyWish, UnitWrite } from '../store.ts'
import { isMasterRetired } from './masters.ts'

/**
 * Keys, records and links of many units in one statement.
 *
 * `made` skips a subject that has a key, waiting for a transaction that is just making it. That key is in
 * `held` if it was committed before this statement began; if not, the subject comes back in neither and its
 * units go again. The share lock on `held` makes an erasure wait for this statement, or this one see it.
 * Everything is locked in order of subject, so that two writers wait for each other in one direction only. Prepared,
 * since planning it takes longer than doing it.
 */
const WRITE = `
with wished as (
  select * from unnest($1::uuid[], $2::integer[], $3::bytea[], $4::boolean[]) as w (subject, master, wrapped, held_fits)
),
made as (
  insert into vault.keys (subject, master, wrapped)
  select subject, master, wrapped from wished where wrapped is not null order by subject
  on conflict (subject) do nothing
  returning subject
),
held as (
  select subject, master, wrapped from vault.keys where subject = any ($1::uuid[]) order by subject for share
),
fits as (
  select subject from made
  union all
  select subject from held join wished using (subject) where held.wrapped is not null and held_fits
),
blocked as (
  select distinct unit
  from unnest($5::integer[], $6::uuid[]) as s (unit, subject)
  where not exists (select from fits where fits.subject = s.subject)
),
incoming as (
  select *
  from unnest($7::integer[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::bytea[])
    as r (unit, ref, subject, entity, kind, sealed)
  where unit not in (select unit from blocked)
),
written as (
  insert into vault.records (ref, subject, entity, kind, sealed, put_at)
  select ref, subject, entity, kind, sealed, now() from incoming order by ref
  on conflict (ref) do nothing
),
renewed as (
  update vault.records set put_at = now() where ref in (select ref from incoming)
),
linked as (
  insert into vault.links (envelope, person)
  select envelope, person
  from unnest($13::integer[], $14::uuid[], $15::uuid[]) as l (unit, envelope, person)
  where unit not in (select unit from blocked)
  order by person, envelope
  on conflict do nothing
)
select subject, true as made, null::integer as master, null::bytea as wrapped from made
union all
select subject, false, master, wrapped from held`

type Row = { subject: string } & (
  | { made: true }
  | { made: false; master: number; wrapped: Uint8Array }
  | { made: false; master: null; wrapped: null }
)

export async function write(db: Db, wishes: readonly KeyWish[], units: readonly UnitWrite[]) {
  try {
    return (await db.query<Row>(WRITE, parameters(wishes, units), 'vault.write')).map(keyState)
  } catch (error) {
    if (isMasterRetired(error)) return 'master-retired'
    throw error
  }
}

function keyState(row: Row): KeyState {
  const { subject } = row
  if (row.made) return { subject, is: 'made' }
  if (row.wrapped === null) return { subject, is: 'erased' }
  return { subject, is: 'held', key: { subject, master: row.master, wrapped: row.wrapped } }
}

function parameters(wishes: readonly KeyWish[], units: readonly UnitWrite[]): unknown[] {
  const subjects = units.flatMap((unit, index) => unit.subjects.map((subject) => ({ index, subject })))
  const records = units.flatMap((unit, index) => unit.records.map((record) => ({ index, ...record })))
  const links = units.flatMap((unit, index) => unit.links.map((link) => ({ index, ...link })))
  return [
    wishes.map(({ subject }) => subject),
    wishes.map(({ fresh }) => fresh?.master ?? null),
    wishes.map(({ fresh }) => fresh?.wrapped ?? null),
    wishes.map(({ heldFits }) => heldFits),
    subjects.map(({ index }) => index),
    subjects.map(({ subject }) => subject),
    records.map(({ index }) => index),
    records.map(({ ref }) => ref),
    records.map(({ subject }) => subject),
    records.map(({ entity }) => entity),
    records.map(({ kind }) => kind),
    records.map(({ sealed }) => sealed),
    links.map(({ index }) => index),
    links.map(({ envelope }) => envelope),
    links.map(({ person }) => person),
  ]
}
