import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { trackingHash } from '@ventanilla/contracts'
import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { activeTable } from '@ventanilla/projections'
import type { CaseFacts } from '../../domain/case-file.ts'
import { factsAt, foldedUpTo } from '../case-files/facts.ts'

export interface Followed {
  entity: string
  facts: CaseFacts
  /** Of the case that goes on in its place. */
  other?: CaseFacts
}

interface Found {
  case_id: string
  entity: string
  tracking_hash: string | null
  folded_up_to: number
}

const NOBODYS = Buffer.alloc(32)

/**
 * The case of a filing number, if the code is its own. What is compared is the hash of the code, always once and all
 * of it, so that neither the answer nor its time tells a wrong code from a number that doesn't exist.
 */
export async function readFollowed(
  db: Db,
  log: Pick<EventLog, 'stream'>,
  secret: string | KeyObject,
  { radicado, code }: { radicado: string; code: string },
): Promise<Followed | undefined> {
  // A number is one entity's own; two entities may write theirs alike.
  const table = await activeTable(db, 'case_files')
  const rows = await db.query<Found>(
    `select case_id, entity, tracking_hash, ${foldedUpTo} from ${table} f
     where radicado = $2 and received_at is not null order by case_id limit 8`,
    [table, radicado],
  )
  const asked = Buffer.from(trackingHash(secret, code), 'hex')
  const hashes = rows.map(({ tracking_hash }) => Buffer.from(tracking_hash ?? '', 'hex'))
  const matches = (hashes.length > 0 ? hashes : [NOBODYS]).map(
    (hash) => hash.length === asked.length && timingSafeEqual(hash, asked),
  )
  const row = rows[matches.indexOf(true)]
  if (!row) return undefined
  const facts = await factsAt(log, row.case_id, row.folded_up_to)
  const { merged } = facts.story
  const other = merged && (await factsAt(log, merged.into, row.folded_up_to))
  return { entity: row.entity, facts, ...(other && { other }) }
}
