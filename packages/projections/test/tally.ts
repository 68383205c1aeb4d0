import { type Database, openDatabase } from '@ventanilla/database'
import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { freshDatabase } from '@ventanilla/testing'
import {
  type Projected,
  type ProjectionDefinition,
  projection,
  projectionsMigrations,
  type Row,
} from '../src/index.ts'

export interface Tally extends Row {
  name: string
  total: number
  last: string | null
  notes: readonly string[]
}
export interface Counted extends Projected {
  at: string
  data: { name: string; add: number; note?: string }
}

/** Counts by name. What follows from the count is derived; the notes are nobody's question. */
export const tallyDefinition: ProjectionDefinition<Counted, Tally> = {
  name: 'tally',
  version: 1,
  columns: { name: 'text', total: 'integer', last: 'timestamptz', notes: 'json' },
  key: 'name',
  indexes: [['total'], ['even', 'name']],
  volatile: ['last'],
  keyOf: ({ data }) => data.name,
  on: {
    Added: (row, { data, at }) => ({
      ...{ name: data.name, total: (row?.total ?? 0) + data.add, last: at },
      notes: [...(row?.notes ?? []), ...(data.note === undefined ? [] : [data.note])],
    }),
    Removed: () => undefined,
  },
  derived: {
    columns: { even: 'boolean', about: 'jsonb' },
    of: ({ total, notes }) => ({ even: total % 2 === 0, about: { notes: notes.length, of: total } }),
  },
}
export const tally = projection(tallyDefinition)

/** A log and read models on a database of their own, and what another process would have of them. */
export async function openWorld() {
  const one = await freshDatabase({
    prefix: 'projections',
    migrations: [
      { service: 'log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ],
    max: 10,
  })
  const other: Database = await openDatabase({ url: one.url, max: 10 })
  const log: EventLog = openPostgresLog(one.database)
  let count = 0
  async function append(entity: string, type: string, ...data: Counted['data'][]): Promise<void> {
    const events = data.map((one) => ({
      ...{ id: deriveId('tally', entity, ++count), type, data: { ...one } },
      at: '2026-03-24T15:00:00.000Z',
    }))
    await log.write(entity, {
      appends: [{ stream: `tally/${entity}`, expected: 'any', events, actor: 'test' }],
    })
  }
  return {
    url: one.url,
    database: one.database,
    other,
    log,
    append,
    add: (entity: string, ...names: string[]) =>
      append(entity, 'Added', ...names.map((name) => ({ name, add: 1, note: `nota\t«${name}»\n\\N` }))),
    async close() {
      await other.close()
      await one.drop()
    },
  }
}
