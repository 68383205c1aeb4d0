import { type Database, openDatabase } from '@ventanilla/database'
import { deriveId, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import {
  createProjector,
  projection,
  projectionsMigrations,
  type Row,
  raiseLow,
  readPolled,
} from '@ventanilla/projections'
import { freshDatabase } from '@ventanilla/testing'
import type { Bench, Run } from './bench.ts'

const SECONDS = Number(process.env.SNAPSHOT_SECONDS ?? 12)
const BATCH = 200
const AHEAD = 5_000

interface Timer extends Row {
  id: string
  due: string
}
interface Told {
  type: string
  entity: string
  data: { id: string; due: string }
}

/** As the clock's `armed`: a row for each timer ahead, gone once it fired. */
const timers = projection<Told, Timer>({
  name: 'timers',
  version: 1,
  columns: { id: 'uuid', due: 'timestamptz' },
  key: 'id',
  polled: 'due',
  keyOf: ({ data }) => data.id,
  on: { Armed: (_, { data }) => data, Fired: () => undefined },
})

const instant = (n: number) => new Date(Date.UTC(2026, 0, 1) + n).toISOString()

/** Fires what is due and arms as many again, through the log and the read model, as the clock does. */
async function churn(database: Database): Promise<Run> {
  const log = openPostgresLog(database)
  const projector = createProjector({ database, log, projection: timers })
  let armed = 0
  let writes = 0
  const tell = (fired: readonly Timer[], arming: number) => {
    const facts = [
      ...fired.map(({ id, due }) => ({ type: 'Fired', data: { id, due } })),
      ...Array.from({ length: arming }, () => {
        armed += 1
        return { type: 'Armed', data: { id: deriveId('timer', armed), due: instant(armed) } }
      }),
    ]
    writes += 1
    const events = facts.map((fact, i) => ({ ...fact, id: deriveId('fact', writes, i), at: instant(0) }))
    const append = { stream: `timers/${writes}`, expected: 0, events, actor: 'bench' }
    return log.write('bench', { appends: [append] })
  }
  const fold = async () => {
    while (await projector.step());
  }
  await tell([], AHEAD)
  await fold()

  const start = performance.now()
  const late = start + SECONDS * 750
  let firedLate = 0
  let fired = 0
  while (performance.now() < start + SECONDS * 1_000) {
    const due = await readPolled<Timer>(database, timers, instant(armed), BATCH)
    await tell(due, due.length)
    await fold()
    await raiseLow(database, timers)
    fired += due.length
    if (performance.now() > late) firedLate += due.length
  }
  // What counts is what is left of the speed once the snapshot has been held for a while.
  return { value: (firedLate * 1_000) / (performance.now() - late), operations: fired }
}

async function fresh(work: (database: Database, url: string) => Promise<Run>): Promise<Run> {
  await using one = await freshDatabase({
    prefix: 'bench',
    migrations: [
      { service: 'log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ],
  })
  return await work(one.database, one.url)
}

/** With somebody who began to read before all of it and doesn't end, as a dump or a report would. */
async function underSnapshot(database: Database, url: string): Promise<Run> {
  await using other = await openDatabase({ url, max: 1 })
  const holder = await other.connect()
  try {
    await holder.query('set idle_in_transaction_session_timeout = 0')
    await holder.query('begin isolation level repeatable read')
    await holder.query('select count(*) from log.heads')
    return await churn(database)
  } finally {
    holder.release(true)
  }
}

export const snapshot: Bench = {
  name: 'snapshot',
  what: `timers fired/s and armed again, through the log and a read model, in the last quarter of ${SECONDS} s under a held snapshot; against the same without one`,
  unit: 'timers/s',
  better: 'higher',
  gate: 0.8,
  aim: 0.95,
  limits:
    'The rows that every batch changes (the head of the log, the places) keep all their versions for the snapshot, and each change steps over them.',
  open: async () => ({
    ours: () => fresh(underSnapshot),
    baseline: () => fresh(churn),
    settings: { seconds: SECONDS, batch: BATCH, ahead: AHEAD },
    close: async () => {},
  }),
}
