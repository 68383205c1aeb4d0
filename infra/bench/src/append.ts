import { randomUUID } from 'node:crypto'
import type { Database } from '@ventanilla/database'
import { eventLogMigrations, type NewEvent, openPostgresLog } from '@ventanilla/event-log'
import { freshDatabase } from '@ventanilla/testing'
import type { Bench, Run } from './bench.ts'

const WRITERS = 64
const SECONDS = 4

const AT = '2026-03-24T15:00:00.000Z'

/** A filing's two facts, about 600 bytes in the log. Random ids: what is measured is the log, not SHA-1. */
export function facts(n: number): { stream: string; events: [NewEvent, NewEvent] } {
  const caseId = randomUUID()
  const data = {
    caseId,
    procedure: 'pqrsd',
    kind: 'reclamo',
    channel: 'virtual',
    mode: 'named',
    receivedAt: AT,
    personRef: caseId,
    textRef: caseId,
    theme: 'Condonación',
    product: 'credito-pregrado',
    attachments: [],
    trackingHash: 'b'.repeat(64),
  }
  const numbered = { caseId, number: n, series: 's', numberedAt: AT }
  return {
    stream: `filing/${caseId}`,
    events: [
      { id: randomUUID(), type: 'FilingReceived', data, at: AT },
      { id: randomUUID(), type: 'FilingNumbered', data: numbered, at: AT },
    ],
  }
}

/** Runs `write` from 64 callers for a while. */
async function drive(write: (n: number) => Promise<unknown>): Promise<Run> {
  let n = 0
  const start = performance.now()
  const end = start + SECONDS * 1000
  const caller = async () => {
    while (performance.now() < end) await write(n++)
  }
  await Promise.all(Array.from({ length: WRITERS }, caller))
  return { value: (n * 1000) / (performance.now() - start), operations: n }
}

async function ours(database: Database): Promise<Run> {
  const log = openPostgresLog(database)
  const run = await drive(async (n) => {
    const written = await log.write('bench', { appends: [{ ...facts(n), expected: 0, actor: 'bench' }] })
    if (written.outcome !== 'written') throw new Error(JSON.stringify(written))
  })
  const head = await log.head('bench')
  const [count] = await database.query<{ n: number; gaps: number }>(
    `select count(*) as n, max(position) - count(*) as gaps from log.events where entity = 'bench'`,
  )
  if (count?.gaps !== 0 || count.n !== head) throw new Error('the positions have gaps')
  return run
}

/** The same rows with the same indexes; the sequence gives the positions, and nothing keeps them in order. */
async function baseline(database: Database): Promise<Run> {
  return drive((n) => {
    const {
      stream,
      events: [a, b],
    } = facts(n)
    return database.query(
      `insert into plain (entity, stream, version, id, type, data, actor, at, recorded_at)
       values ('bench', $1, 1, $2, $3, $4, 'bench', $5, now()), ('bench', $1, 2, $6, $7, $8, 'bench', $9, now())`,
      [stream, a.id, a.type, JSON.stringify(a.data), a.at, b.id, b.type, JSON.stringify(b.data), b.at],
    )
  })
}

export const append: Bench = {
  name: 'append',
  what: `appends/s of two facts, ${WRITERS} writers; against plain inserts of the same rows under a sequence, one transaction each, ${WRITERS} connections`,
  unit: 'appends/s',
  better: 'higher',
  gate: 1,
  aim: 2,
  limits: 'Some 50 µs of PL/pgSQL an append, with both processors busy.',
  async open() {
    const one = await freshDatabase({
      prefix: 'bench',
      migrations: { service: 'log', dir: eventLogMigrations },
      max: WRITERS,
    })
    await one.database.query(`create table plain (
      entity text not null, position bigserial, stream text not null, version integer not null, id uuid not null,
      type text not null, data jsonb not null, actor text not null, cause text, at timestamptz not null,
      recorded_at timestamptz not null, primary key (entity, position), unique (stream, version), unique (id))`)
    // Every connection is open before the first round is timed.
    await Promise.all(Array.from({ length: WRITERS }, () => one.database.query('select pg_sleep(0.2)')))
    return { ours: () => ours(one.database), baseline: () => baseline(one.database), close: () => one.drop() }
  },
}
