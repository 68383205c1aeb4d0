import { fromDayNumber, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import type { Database, Db } from '@ventanilla/database'
import type { EventLog, Place } from '@ventanilla/event-log'

/** Raised when what a row of `case_standing` says changes, or what counts as an entity's own case. */
const FORM = 1

const CONSUMER = 'early-alerts'

/** How far the midnights of an entity have been judged, and what is ready for the next. */
export interface Progress {
  readonly entity: string
  /** The position of the journal up to which the agenda has been written. */
  readonly scanned: number
  /** Absent while the entity has had no case of its own: none could be told of. */
  readonly begins: LocalDate | undefined
  /** The midnight that was judged last, with all its facts written. */
  readonly judged: LocalDate | undefined
}

/** Somebody else has got further: what we were about to write is of the past. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** What another form of this program has filled is thrown away, and filled again from the journal. */
export async function progressOf(
  database: Database,
  log: Pick<EventLog, 'place'>,
  entity: string,
): Promise<Progress> {
  const [[row], place] = await Promise.all([
    database.query<Omit<ReadRow, 'entity'> & { form: number }>(
      'select form, scanned, begins from reporting.early_alerts where entity = $1',
      [entity],
    ),
    log.place(CONSUMER, entity),
  ])
  const judged = place > 0 ? fromDayNumber(place) : undefined
  if (row?.form === FORM) {
    return { entity, scanned: row.scanned, begins: row.begins ?? undefined, judged }
  }
  await database.transaction((tx) => beginAgain(tx, entity))
  return { entity, scanned: 0, begins: undefined, judged }
}

/**
 * Unless somebody else has begun by now: what they have filled is theirs to go on with. Not `at_risk`: which cases were at
 * risk at the midnight before is told by no journal.
 */
async function beginAgain(tx: Db, entity: string): Promise<void> {
  const begun = await tx.query(
    `insert into reporting.early_alerts as e (entity, form, scanned) values ($1, $2, 0)
     on conflict (entity) do update set form = $2, scanned = 0, begins = null, folded = null
     where e.form <> $2
     returning entity`,
    [entity, FORM],
  )
  if (begun.length === 0) return
  await tx.query('delete from reporting.alert_agenda where entity = $1', [entity])
  await tx.query('delete from reporting.case_standing where entity = $1', [entity])
}

/** The midnight to be judged next; absent while there is nothing to begin with. */
export function nextOf({ begins, judged }: Progress): LocalDate | undefined {
  return judged === undefined ? begins : fromDayNumber(toDayNumber(judged) + 1)
}

/** The step from the midnight that was judged before to this one, for the log. */
export function placeAt({ entity, judged }: Progress, midnight: LocalDate): Place {
  const expected = judged === undefined ? 0 : toDayNumber(judged)
  return { consumer: CONSUMER, source: entity, expected, next: toDayNumber(midnight) }
}

/**
 * How much is left up to and with this midnight, of all entities: midnights to be judged, and one for each journal that
 * was not read to its head, for nobody can tell before that from which midnight on there is something to judge.
 * @param reads whether it is this process that reads them: who only looks on may have heard more than who does, and
 * would wait for a journal that isn't touched before the next midnight
 */
export async function leftUpTo(
  last: LocalDate,
  database: Db,
  log: Pick<EventLog, 'places' | 'heads'>,
  reads: boolean,
): Promise<number> {
  const heads = await log.heads()
  const rows = await database.query<ReadRow>(
    'select entity, scanned, begins from reporting.early_alerts where form = $1',
    [FORM],
  )
  const places = await log.places(CONSUMER)
  const read = new Map(rows.map((row) => [row.entity, row]))
  let left = 0
  for (const [entity, head] of heads) {
    const { scanned = 0, begins } = read.get(entity) ?? {}
    if (reads && scanned < head) left++
    if (!begins) continue
    const before = places.get(entity) ?? toDayNumber(begins) - 1
    left += Math.max(0, toDayNumber(last) - before)
  }
  return left
}

interface ReadRow {
  entity: string
  scanned: number
  begins: LocalDate | null
}

/**
 * Holds the row of the entity until the end of the transaction, and says that its tables are as of this midnight.
 * @throws Overtaken when they are as of a later one
 */
export async function holdAt(tx: Db, entity: string, midnight: LocalDate): Promise<void> {
  const held = await tx.query(
    `update reporting.early_alerts set folded = $2
     where entity = $1 and form = $3 and (folded is null or folded <= $2) returning entity`,
    [entity, midnight, FORM],
  )
  if (held.length === 0) throw new Overtaken(`${entity}: further than ${midnight}`)
}
