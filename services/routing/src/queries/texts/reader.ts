import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'

/** Which of these references some fact carries. */
export async function knownRefs(db: Db, refs: readonly string[]): Promise<Set<string>> {
  const [notes, texts] = [await activeTable(db, 'note_refs'), await activeTable(db, 'text_refs')]
  const forms = await activeTable(db, 'form_refs')
  const rows = await db.query<{ ref: string }>(
    `select ref from ${notes} where ref = any ($1::uuid[])
     union select ref from ${texts} where ref = any ($1::uuid[])
     union select ref from ${forms} where ref = any ($1::uuid[])`,
    [refs],
  )
  return new Set(rows.map(({ ref }) => ref))
}
