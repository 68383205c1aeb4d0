import type { Database } from '@ventanilla/database'
import { deriveId, eventLogMigrations, type NewEvent, openPostgresLog } from '@ventanilla/event-log'
import { freshDatabase } from '@ventanilla/testing'
import type { Bench } from './bench.ts'

const WRITERS = 64
const SECONDS = 4

/** What a filing's two facts weigh in the log, about 600 bytes. */
function facts(round: string, n: number): NewEvent[] {
  const caseId = deriveId(round, n)
  const at = '2026-03-24T15:00:00.000Z'
  const data = {
    caseId,
    procedure: 'pqrsd',
    kind: 'reclamo',
    channel: 'virtual',
    mode: 'named',
    receivedAt: at,
    personRef: deriveId(round, n, 'person'),
    textRef: deriveId(round, n, 'text'),
    theme: 'Condonación',
    product: 'credito-pregrado',
    attachments: [],
    trackingHash: 'b'.repeat(64),
  }
  return [
    { id: deriveId(caseId, 0), type: 'FilingReceived', data, at },
    {
      id: deriveId(caseId, 1),
      type: 'FilingNumbered',
      data: { caseId, number: n, series: 's', numberedAt: at },
      at,
    },
  ]
}

/** Runs `write` from 64 callers for a while. @returns appends per second */
async function drive(write: (n: number) => Promise<unknown>): Promise<number> {
  let n = 0
  const start = performance.now()
  const end = start + SECONDS * 1000
  const caller = async () => {
    while (performance.now() < end) await write(n++)
  }
  await Promise.all(Array.from({ length: WRITERS }, caller))
  return (n * 1000) / (performance.now() - start)
}

let round = 0

async function ours(database: Database): Promise<number> {
  const log = openPostgresLog(database)
  const name = `ours ${++round}`
  const rate = await drive(async (n) => {
    const events = facts(name, n)
    const stream = `filing/${deriveId(name, n)}`
    const written = await log.write('bench', { appends: [{ stream, expected: 0, events, actor: 'bench' }] })
    if (written.outcome !== 'written') throw new Error(JSON.stringify(written))
  })
  const head = await log.head('bench')
  const [count] = await database.query<{ n: number; gaps: number }>(
    `select count(*) as n, max(position) - count(*) as gaps from log.events where entity = 'bench'`,
  )
  if (count?.gaps !== 0 || count.n !== head) throw new Error('the positions have gaps')
  return rate
}

/** The same rows with the same indexes; the sequence gives the positions, and nothing keeps them in order. */
async function baseline(database: Database): Promise<number> {
  const name = `plain ${++round}`
  return drive((n) => {
    const stream = `filing/${deriveId(name, n)}`
    const [a, b] = facts(name, n)
    return database.query(
      `insert into plain (entity, stream, version, id, type, data, actor, at, recorded_at)
       values ('bench', $1, 1, $2, $3, $4, 'bench', $5, now()), ('bench', $1, 2, $6, $7, $8, 'bench', $9, now())`,
      [
        stream,
        a?.id,
        a?.type,
        JSON.stringify(a?.data),
        a?.at,
        b?.id,
        b?.type,
        JSON.stringify(b?.data),
        b?.at,
      ],
    )
  })
}

export const append: Bench = {
  name: 'append',
  what: `appends/s of two facts, ${WRITERS} writers; against plain inserts of the same rows under a sequence, one transaction each, ${WRITERS} connections`,
  unit: 'appends/s',
  gate: 1,
  aim: 2,
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
