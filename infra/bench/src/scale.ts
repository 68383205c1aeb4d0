import { parseArgs } from 'node:util'
import { openDirectBus, type StartLoop } from '@ventanilla/bus'
import type { Database } from '@ventanilla/database'
import { type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { createProjector, projection, projectionsMigrations, type Row } from '@ventanilla/projections'
import { freshDatabase } from '@ventanilla/testing'
import { facts } from './append.ts'
import { figure } from './bench.ts'
import { lookAtMachine } from './machine.ts'

const WRITERS = 64
const CONNECTIONS = 10
const LOOKS = 50

const { values } = parseArgs({
  options: {
    entities: { type: 'string', default: '10,100,1000' },
    seconds: { type: 'string', default: '5' },
  },
})
const seconds = Number(values.seconds)

interface Told {
  type: string
  entity: string
  data: { caseId: string }
}

const filed = projection<Told, Row>({
  name: 'filed',
  version: 1,
  columns: { case_id: 'uuid', entity: 'text' },
  key: 'case_id',
  keyOf: ({ data }) => data.caseId,
  on: { FilingReceived: (_, { data, entity }) => ({ case_id: data.caseId, entity }) },
})

/** The n-th entity has a share of 1/n: a ministry, and many small ones. */
function zipf(entities: number): () => string {
  const sums: number[] = []
  for (let n = 1; n <= entities; n++) sums.push((sums.at(-1) ?? 0) + 1 / n)
  return () => {
    const at = Math.random() * (sums.at(-1) ?? 0)
    return `entity-${sums.findIndex((sum) => sum >= at)}`
  }
}

async function append(log: EventLog, entity: string): Promise<void> {
  const written = await log.write(entity, { appends: [{ ...facts(0), expected: 0, actor: 'scale' }] })
  if (written.outcome !== 'written') throw new Error(JSON.stringify(written))
}

async function everySecond(work: () => Promise<unknown>): Promise<number> {
  let n = 0
  const start = performance.now()
  const end = start + seconds * 1_000
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (; performance.now() < end; n++) await work()
    }),
  )
  return (n * 1_000) / (performance.now() - start)
}

type Step = Parameters<StartLoop>[1]

/** Events a second until there is nothing left, of whoever takes a step at a time. */
async function drained(log: EventLog, step: Step): Promise<number> {
  const total = [...(await log.heads()).values()].reduce((sum, head) => sum + head, 0)
  const start = performance.now()
  while (await step());
  return (total * 1_000) / (performance.now() - start)
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let n = 0; n < LOOKS; n++) await work()
  return (performance.now() - start) / LOOKS
}

/** The step of a subscription that reads the publisher's log, without the loop around it. */
async function directStep(log: EventLog, mine: EventLog): Promise<Step> {
  let taken: Step | undefined
  const bus = openDirectBus({
    publishers: [{ name: 'intake', log, publications: () => undefined, watermark: () => '' }],
    startLoop: (_, step) => {
      taken = step
      return { nudge() {}, stop: async () => {} }
    },
  })
  await bus.subscribe({
    ...{ consumer: 'scale', from: ['intake'], place: mine.place },
    handle: async ({ entity, places }) =>
      (await mine.write(entity, { appends: [], places })).outcome === 'refused' ? 'moved' : 'done',
  })
  if (!taken) throw new Error('the bus started no loop')
  return taken
}

async function measured(database: Database, mine: Database, entities: number) {
  const log = openPostgresLog(database)
  const theirs = openPostgresLog(mine)
  const pick = zipf(entities)
  // Each has a log before anything is timed.
  await Promise.all(Array.from({ length: entities }, (_, n) => append(log, `entity-${n}`)))
  const appends = await everySecond(() => append(log, pick()))
  const projector = createProjector({ database, log, projection: filed })
  const folded = await drained(log, () => projector.step())
  const step = await directStep(log, theirs)
  const relayed = await drained(log, step)
  await append(log, 'entity-0')
  return {
    'appends/s': figure(appends),
    'folded/s': figure(folded),
    'taken/s': figure(relayed),
    'heads ms': figure(await milliseconds(() => log.heads())),
    'look of a model that has one new fact, ms': figure(
      await milliseconds(async () => {
        await append(log, 'entity-0')
        await projector.step()
      }),
    ),
    'look of a subscription, ms': figure(await milliseconds(step)),
    connections: CONNECTIONS,
  }
}

const { machine } = await lookAtMachine()
console.log(JSON.stringify(machine))
const table: Record<string, object> = {}
for (const entities of values.entities.split(',').map(Number)) {
  await using publisher = await freshDatabase({
    prefix: 'scale',
    max: CONNECTIONS,
    migrations: [
      { service: 'log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ],
  })
  await using consumer = await freshDatabase({
    prefix: 'scale_consumer',
    max: CONNECTIONS,
    migrations: { service: 'log', dir: eventLogMigrations },
  })
  table[`${entities} entities`] = await measured(publisher.database, consumer.database, entities)
}
console.table(table)
