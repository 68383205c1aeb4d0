import { type Database, fromCopyText, isoInstant } from '@ventanilla/database'
import type { JsonObject } from '@ventanilla/decider'
import type { Recorded } from './event-log.ts'

/**
 * Positions of one COPY. Each is a statement of its own: a reader that takes its time holds back vacuum for one of
 * them and not for the whole log, and none comes near the time that a statement may take.
 */
const PIECE = 20_000

const LINE_BREAK = 10

const COLUMNS = 'position, stream, version, id, type, data, actor, cause, at, recorded_at'

/**
 * A log from one position to another, by COPY: this process splits lines where pg would make rows, which takes it
 * 5 µs of processor an event of 500 bytes instead of 12 (half of it is JSON.parse).
 */
export async function* scanLog(
  database: Database,
  entity: string,
  after: number,
  upTo: number,
): AsyncGenerator<Recorded[]> {
  for (let from = after; from < upTo; from += PIECE)
    yield* copyPiece(database, entity, from, Math.min(from + PIECE, upTo))
}

async function* copyPiece(
  database: Database,
  entity: string,
  after: number,
  upTo: number,
): AsyncGenerator<Recorded[]> {
  const connection = await database.connect()
  let whole = false
  try {
    // The index has them in order. The planner would rather sort them, on disk and in three processes. Not in a
    // transaction: who folds what came last for long would leave it idle, and the server ends such a session.
    await connection.query('set enable_sort = off')
    const lines = connection.copyOut(
      `copy (select ${COLUMNS} from log.events where entity = ${literal(entity)}
             and position > ${safe(after)} and position <= ${safe(upTo)} order by position) to stdout`,
    )
    let rest: Buffer = Buffer.alloc(0)
    for await (const bytes of lines) {
      const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
      const events: Recorded[] = []
      let from = 0
      for (let end = all.indexOf(LINE_BREAK); end >= 0; end = all.indexOf(LINE_BREAK, from)) {
        events.push(recorded(entity, all.toString('utf8', from, end)))
        from = end + 1
      }
      rest = all.subarray(from)
      if (events.length > 0) yield events
    }
    await connection.query('reset enable_sort')
    whole = true
  } finally {
    connection.release(!whole)
  }
}

/** Of a string of its own: what is kept of it keeps all that it was cut from, and that would be the whole piece. */
function recorded(entity: string, line: string): Recorded {
  const [position, stream, version, id = '', type, data, actor, cause, at = '', recordedAt = ''] =
    line.split('\t')
  const one: Recorded = {
    entity,
    position: Number(position),
    stream: plain(stream),
    version: Number(version),
    id,
    type: plain(type),
    data: JSON.parse(plain(data)) as JsonObject,
    actor: plain(actor),
    at: isoInstant(at),
    recordedAt: isoInstant(recordedAt),
  }
  if (cause !== '\\N') one.cause = plain(cause)
  return one
}

/** A tab or a line break inside of a value comes escaped. */
const plain = (text = '') => fromCopyText(text) ?? ''

// COPY takes no parameters.
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

function safe(position: number): number {
  if (!Number.isSafeInteger(position)) throw new RangeError(`position ${position}`)
  return position
}
