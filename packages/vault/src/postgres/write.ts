import type { Db } from '@ventanilla/database'
import type { KeyState, KeyWish, UnitWrite } from '../store.ts'
import { isMasterRetired } from './masters.ts'

const WRITE = `select * from vault.write($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

type Row = { subject: string } & (
  | { made: true }
  | { made: false; master: number; wrapped: Uint8Array }
  | { made: false; master: null; wrapped: null }
)

/** Keys, records and links of many units in one statement: see `sql/002-write.sql`. */
export async function write(db: Db, wishes: readonly KeyWish[], units: readonly UnitWrite[]) {
  try {
    return (await db.query<Row>(WRITE, parameters(wishes, units))).map(keyState)
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
