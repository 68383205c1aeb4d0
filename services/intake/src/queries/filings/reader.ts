import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { activeTable } from '@ventanilla/projections'
import { type FilingRow, filings } from './projection.ts'

export interface Page {
  entity?: string | undefined
  state?: 'quarantined' | 'filed' | undefined
  after?: { receivedAt: string; caseId: string } | undefined
  limit: number
  /** Of the read model, when it is known; the one that serves otherwise. */
  table?: string | undefined
}

/** The newest first. One more than `limit` are read, to know whether there are more. */
export async function listFilings(
  db: Db,
  { entity, state, after, limit, table }: Page,
): Promise<FilingRow[]> {
  const where = ['true']
  const values: unknown[] = [limit + 1]
  const given = (value: unknown) => `$${values.push(value)}`
  if (entity !== undefined) where.push(`entity = ${given(entity)}`)
  if (state !== undefined) where.push(`state = ${given(state)}`)
  if (after) where.push(`(received_at, case_id) < (${given(after.receivedAt)}, ${given(after.caseId)})`)
  return db.query<FilingRow>(
    `select * from ${table ?? (await activeTable(db, 'filings'))} where ${where.join(' and ')}
     order by received_at desc, case_id desc limit $1`,
    values,
  )
}

/** One filing out of its own streams, so that what was written a moment ago is there. */
export async function readFiling(log: EventLog, caseId: string): Promise<FilingRow | undefined> {
  const streams = await log.streams([`quarantine/${caseId}`, `filing/${caseId}`])
  let row: FilingRow | undefined
  for (const { events } of streams.values())
    for (const event of events) row = filings.on[event.type]?.(row, event) as FilingRow | undefined
  return row
}

/** One filing as the read model has it. */
export async function filingOf(db: Db, table: string, caseId: string): Promise<FilingRow | undefined> {
  const [row] = await db.query<FilingRow>(`select * from ${table} where case_id = $1`, [caseId])
  return row
}

/** The entity under which a person filed; undefined when nobody has this reference. */
export async function entityOfPerson(db: Db, personRef: string): Promise<string | undefined> {
  const [row] = await db.query<{ entity: string }>(
    `select entity from ${await activeTable(db, 'filings')} where person_ref = $1 limit 1`,
    [personRef],
  )
  return row?.entity
}

/** Which of these records of the vault belong to a filing. */
export async function knownRefs(db: Db, refs: readonly string[]): Promise<Set<string>> {
  const table = await activeTable(db, 'filings')
  const rows = await db.query<{ ref: string }>(
    `select text_ref as ref from ${table} where text_ref = any ($1::uuid[])
     union all select contact_ref from ${table} where contact_ref = any ($1::uuid[])`,
    [refs],
  )
  return new Set(rows.map(({ ref }) => ref))
}
