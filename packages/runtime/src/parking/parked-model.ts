import type { ParkedAt, ParkedCases } from '@ventanilla/bus'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { activeTable, caughtUpTable, createProjector, type Projector } from '@ventanilla/projections'
import { type ParkedRow, parkedProjection } from './projection.ts'

/** The cases of a service some of whose events wait: kept for whoever has to leave them alone, or to free them. */
export interface ParkedModel extends ParkedCases {
  readonly projector: Projector
  /**
   * The table of them, with all that was in the log when it was asked for. `case_id` is text.
   * @throws what may be repeated, while another process is about to fold it
   */
  table(): Promise<string>
  /** Parked cases by consumer and publisher, as far as they are folded. */
  counts(): Promise<ParkedCount[]>
  list(asked: ParkedQuery): Promise<ParkedRow[]>
}

export interface ParkedCount {
  consumer: string
  source: string
  cases: number
  events: number
}

export interface ParkedQuery {
  entity?: string | undefined
  source?: string | undefined
  /** The stream of the last one seen. */
  after?: string | undefined
  limit: number
}

export interface ParkedModelOptions {
  database: Database
  log: EventLog
}

/** A place in the log that was not folded in time: another process serves a newer version, and is behind. */
export class ParkedBehind extends Error {
  override readonly name = 'ParkedBehind'
  readonly retryable = true
}

/** A table that was replaced is there for two minutes more, and says the same as long as nothing is written. */
const KNOWN_MS = 30_000

export function createParkedModel({ database, log }: ParkedModelOptions): ParkedModel {
  const projector = createProjector({ database, log, projection: parkedProjection })
  const { name } = parkedProjection

  let known: { heads: ReadonlyMap<string, number>; table: string; at: number } | undefined

  async function table(): Promise<string> {
    const heads = await log.heads()
    if (known && performance.now() - known.at < KNOWN_MS && sameHeads(known.heads, heads)) return known.table
    while ((await projector.step()) === true);
    // Folded here or, where a newer version serves, by who runs that.
    const caughtUp = await caughtUpTable(database, name, heads)
    if (caughtUp === undefined) throw new ParkedBehind('the parked cases are not known up to now')
    known = { heads, table: caughtUp, at: performance.now() }
    return caughtUp
  }

  return {
    projector,
    table,
    async of(consumer, source) {
      const rows = await database.query<ParkedAt & { case_id: string }>(
        `select case_id, entity, version from ${await table()} where consumer = $1 and source = $2`,
        [consumer, source],
      )
      return new Map(rows.map(({ case_id, entity, version }) => [case_id, { entity, version }]))
    },
    async counts() {
      return database.query<ParkedCount>(
        `select consumer, source, count(*)::int as cases, sum(waiting)::int as events
         from ${await activeTable(database, name)} group by consumer, source order by consumer, source`,
      )
    },
    async list({ entity, source, after = '', limit }) {
      return database.query<ParkedRow>(
        `select * from ${await activeTable(database, name)}
         where stream > $1 and ($2::text is null or entity = $2) and ($3::text is null or source = $3)
         order by stream limit $4`,
        [after, entity ?? null, source ?? null, limit],
      )
    },
  }
}

function sameHeads(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): boolean {
  return before.size === now.size && [...now].every(([entity, head]) => before.get(entity) === head)
}
