import type { Database } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import { createLogger, storeMigrations, systemClock } from '@ventanilla/runtime'
import { composeReporting, reportingConfig } from '@ventanilla/service-reporting/compose'
import { freshDatabase } from '@ventanilla/testing'
import type { Bench, Run } from './bench.ts'
import { toCopy } from './copy-rows.ts'
import { journal } from './journal.ts'

const CASES = 8_000

/** The journal as reporting would have written it: COPY in place of some minutes of appends. */
async function load(database: Database): Promise<number> {
  const versions = new Map<string, number>()
  let position = 0
  function* events() {
    for (const { id, type, entity, subject, at, ...told } of journal(CASES)) {
      const stream = `journal/${subject}`
      const version = (versions.get(stream) ?? 0) + 1
      versions.set(stream, version)
      const { data, source, sequence, recordedAt, actor } = told
      const kept = JSON.stringify({ data, source, sequence, recordedAt, actor })
      yield [entity, ++position, stream, version, id, type, kept, 'service:reporting', null, at, at]
    }
  }
  await database.transaction(async (tx) => {
    await tx.copyIn('copy log.events from stdin', toCopy(events()))
    await tx.query('insert into log.heads select entity, max(position) from log.events group by entity')
    await tx.query(
      'insert into log.streams select stream, entity, max(version) from log.events group by stream, entity',
    )
  })
  await database.query('vacuum analyze log.events')
  return position
}

async function rate(events: number, work: () => Promise<unknown>): Promise<Run> {
  const start = performance.now()
  await work()
  return { value: (events * 1_000) / (performance.now() - start), operations: events }
}

/** Folded, indexed, compared with the table that serves, and promoted. */
async function rebuilt(projector: Projector): Promise<void> {
  const { promoted, comparison } = await projector.rebuild()
  if (!promoted || comparison?.same !== true)
    throw new Error(`it came out otherwise: ${JSON.stringify(comparison)}`)
}

/** All of the table, as bytes, to a client that drops them. */
async function copiedOut(database: Database): Promise<void> {
  const connection = await database.connect()
  try {
    for await (const _ of connection.copyOut('copy log.events to stdout'));
  } finally {
    connection.release()
  }
}

export const rebuild: Bench = {
  name: 'rebuild',
  what: 'events/s of `projections rebuild reporting/case_files`, the model that case file, worklist and indicators are all read from, with its indexes and the comparison; against COPY of the same journal to a client that drops it',
  unit: 'events/s',
  better: 'higher',
  gate: 0.4,
  aim: 0.8,
  limits:
    'One processor parses and folds (COPY, JSON.parse and the collector take as much of it as the fold); the other, PostgreSQL, reads the journal in order and writes, indexes and compares the rows.',
  async open() {
    const one = await freshDatabase({ prefix: 'bench', migrations: storeMigrations })
    const service = await composeReporting(
      reportingConfig.parse({
        REPORTING_DATABASE_URL: one.url,
        TRACKING_SECRET: 'of nobody but this benchmark, ever',
      }),
      { clock: systemClock(), logger: createLogger({ level: 'silent' }) },
    )
    const projector = service.projectors.find(({ name }) => name === 'case_files')
    if (!projector) throw new Error('reporting has no case_files')
    const events = await load(one.database)
    while (await projector.step());
    await rebuilt(projector)
    return {
      ours: () => rate(events, () => rebuilt(projector)),
      baseline: () => rate(events, () => copiedOut(one.database)),
      settings: { events, cases: CASES },
      async close() {
        await service.close()
        await one.drop()
      },
    }
  },
}
