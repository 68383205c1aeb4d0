import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { type Procedure, procedureVersion } from '@ventanilla/procedures'
import { activeTable } from '@ventanilla/projections'
import { stateOf, streamOf } from '../../commands/stream.ts'
import { type Definitions, rulesOf } from '../../domain/definitions.ts'
import { type Preview, previewOf } from '../../domain/migrate/preview.ts'
import type { Place } from '../cases/reader.ts'

export interface MigrationDeps {
  database: Db
  log: EventLog
  definitions: Definitions
}

export interface MigrationAsked {
  entity: string
  to: Procedure
  states: Readonly<Record<string, string>>
  on: LocalDate
  limit: number
  after?: Place | undefined
}

export interface MigrationPage {
  items: (Preview & { caseId: string; kind: string; version: number })[]
  /** How many there are; told with the first page. */
  total?: number
  next?: Place
}

interface OpenRow {
  case_id: string
  received_at: string
}

/** Open cases that live under another version, by their arrival, each judged by its own stream. */
export async function readMigration(
  { database, log, definitions }: MigrationDeps,
  { entity, to, states, on, limit, after }: MigrationAsked,
): Promise<MigrationPage> {
  const rows = await openElsewhere(database, { entity, to, limit, after })
  const looked = rows.slice(0, limit)
  const streams = await log.streams(looked.map(({ case_id }) => streamOf(case_id)))
  const calendar = definitions.calendarOf(entity)
  const items = looked.flatMap(({ case_id: caseId }) => {
    const { events = [], version = 0 } = streams.get(streamOf(caseId)) ?? {}
    const state = stateOf(events)
    // What the list says of it may be out of date.
    if (state.status !== 'open' || state.final || state.procedureVersion === to.version) return []
    const { entity: own, procedure } = rulesOf(definitions, entity, state)
    const born = procedureVersion(own, to.id, state.bornUnder ?? procedure.version) ?? procedure
    const preview = previewOf({ to, born, procedure, calendar, on, target: states[state.state] }, state)
    return [{ caseId, kind: state.kind, version, ...preview }]
  })
  const last = rows.length > limit ? looked.at(-1) : undefined
  return {
    items,
    ...(after === undefined && { total: await countElsewhere(database, entity, to) }),
    ...(last && { next: { receivedAt: last.received_at, caseId: last.case_id } }),
  }
}

const ELSEWHERE = 'entity = $1 and procedure = $2 and not final and procedure_version <> $3'

async function openElsewhere(
  database: Db,
  { entity, to, limit, after }: Pick<MigrationAsked, 'entity' | 'to' | 'limit' | 'after'>,
): Promise<OpenRow[]> {
  return database.query<OpenRow>(
    `select case_id, received_at from ${await activeTable(database, 'cases')}
     where ${ELSEWHERE} and ($4::timestamptz is null or (received_at, case_id) > ($4, $5::uuid))
     order by received_at, case_id limit $6`,
    [entity, to.id, to.version, after?.receivedAt ?? null, after?.caseId ?? null, limit + 1],
  )
}

async function countElsewhere(database: Db, entity: string, { id, version }: Procedure): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from ${await activeTable(database, 'cases')} where ${ELSEWHERE}`,
    [entity, id, version],
  )
  return row?.count ?? 0
}
