import { type Database, sharedQuestion } from '@ventanilla/database'
import type { JsonObject } from '@ventanilla/decider'
import { assertWellFormed, type EventLog, type Recorded, type Story, type Stream } from './event-log.ts'
import { groupWriter } from './group-writer.ts'
import { scanLog } from './scan-log.ts'
import { throughTail } from './tail.ts'

/** The log's own schema, for `migrate`. */
export const eventLogMigrations = new URL('../sql/', import.meta.url)

interface Row {
  entity: string
  position: number
  stream: string
  version: number
  id: string
  type: string
  data: JsonObject
  actor: string
  cause: string | null
  at: string
  recorded_at: string
}

interface Claim {
  key: string
  digest: string
  stream: string
}

const COLUMNS = 'entity, position, stream, version, id, type, data, actor, cause, at, recorded_at'
const TOLD = 'entity, stream, version, type, data'

type Told = Pick<Row, 'entity' | 'stream' | 'version' | 'type' | 'data'>

export interface PostgresLogOptions {
  /** Asked before each statement that writes, repeats included. @throws what then becomes of the write */
  guard?: () => void
}

/** The log in PostgreSQL. The database must have been migrated with `eventLogMigrations`. */
export function openPostgresLog(database: Database, { guard = () => {} }: PostgresLogOptions = {}): EventLog {
  const writers = new Map<string, ReturnType<typeof groupWriter>>()
  const listeners = new Set<(entity: string) => void>()

  function writerOf(entity: string) {
    let writer = writers.get(entity)
    if (!writer) {
      const written = () => {
        for (const listener of listeners) listener(entity)
      }
      writer = groupWriter(database, entity, { written, guard })
      writers.set(entity, writer)
    }
    return writer
  }

  async function gathered<Columns extends Pick<Row, 'entity' | 'stream' | 'version'>, Event>(
    ids: readonly string[],
    columns: string,
    eventOf: (row: Columns) => Event,
  ): Promise<Map<string, Pick<Stream, 'entity' | 'version'> & { events: Event[] }>> {
    const found = new Map(ids.map((id) => [id, noStream<Event>()]))
    const rows = await database.query<Columns>(
      `select ${columns} from log.events where stream = any ($1) order by stream, version`,
      [ids],
    )
    for (const row of rows) {
      const stream = found.get(row.stream)
      if (!stream) continue
      stream.entity = row.entity
      stream.version = row.version
      stream.events.push(eventOf(row))
    }
    return found
  }

  const streams = (ids: readonly string[]) => gathered<Row, Recorded>(ids, COLUMNS, recorded)

  /** Requests come many at once, each for its own. */
  const askStreams = sharedQuestion<string, Map<string, Stream>>((ids) => streams([...new Set(ids)]))

  /** Everybody who follows the log is woken by one write. */
  const askHeads = sharedQuestion<void, Map<string, number>>(async () => {
    const rows = await database.query<{ entity: string; position: number }>(
      'select entity, position from log.heads order by entity',
    )
    return new Map(rows.map(({ entity, position }) => [entity, position]))
  })

  const askClaims = sharedQuestion<string, Map<string, Claim>>(async (keys) => {
    const rows = await database.query<Claim>(
      'select key, digest, stream from log.claims where key = any ($1)',
      [keys],
    )
    return new Map(rows.map((row) => [row.key, row]))
  })

  return {
    async write(entity, unit) {
      assertWellFormed(unit)
      return writerOf(entity).write(unit)
    },
    streams,
    stories: (ids) =>
      gathered<Told, Story['events'][number]>(ids, TOLD, ({ type, data }) => ({ type, data })),
    stream: async (id) => (await askStreams(id)).get(id) ?? { version: 0, events: [] },
    read: throughTail(async (entity, after, limit) => {
      const rows = await database.query<Row>(
        `select ${COLUMNS} from log.events where entity = $1 and position > $2 order by position limit $3`,
        [entity, after, limit],
      )
      return rows.map(recorded)
    }),
    scan: (entity, after, upTo) => scanLog(database, entity, after, upTo),
    async head(entity) {
      const [row] = await database.query<{ position: number }>(
        'select position from log.heads where entity = $1',
        [entity],
      )
      return row?.position ?? 0
    },
    heads: () => askHeads(),
    async place(consumer, source) {
      const [row] = await database.query<{ next: number }>(
        'select next from log.places where consumer = $1 and source = $2',
        [consumer, source],
      )
      return row?.next ?? 0
    },
    async places(consumer) {
      const rows = await database.query<{ source: string; next: number }>(
        'select source, next from log.places where consumer = $1',
        [consumer],
      )
      return new Map(rows.map(({ source, next }) => [source, next]))
    },
    async claim(key) {
      const found = (await askClaims(key)).get(key)
      return found && { digest: found.digest, stream: found.stream }
    },
    async enclosure(stream, kind) {
      const [row] = await database.query<{ body: Uint8Array }>(
        'select body from log.enclosures where stream = $1 and kind = $2',
        [stream, kind],
      )
      return row?.body
    },
    onWrite(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      await Promise.all([...writers.values()].map((writer) => writer.idle()))
      listeners.clear()
    },
  }
}

function noStream<Event>(): Pick<Stream, 'entity' | 'version'> & { events: Event[] } {
  return { version: 0, events: [] }
}

/** Field by field: to copy what is left of a row takes as long as to read it. */
function recorded(row: Row): Recorded {
  const { entity, position, stream, version, id, type, data, actor, cause, at, recorded_at: recordedAt } = row
  const one: Recorded = { entity, position, stream, version, id, type, data, actor, at, recordedAt }
  if (cause !== null) one.cause = cause
  return one
}
