import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  activeTable,
  countPolled,
  createProjector,
  projection,
  projectionsMigrations,
  type Row,
  raiseLow,
  readPolled,
} from '../src/index.ts'

interface Timer extends Row {
  id: string
  due: string
}
interface Told {
  type: string
  entity: string
  data: { id: string; due: string }
}

const timers = projection<Told, Timer>({
  name: 'timers',
  version: 1,
  columns: { id: 'uuid', due: 'timestamptz' },
  key: 'id',
  polled: 'due',
  keyOf: ({ data }) => data.id,
  on: { Armed: (_, { data }) => data, Fired: () => undefined },
})

let one: FreshDatabase
let log: EventLog
let written = 0
beforeEach(async () => {
  const migrations = [
    { service: 'log', dir: eventLogMigrations },
    { service: 'projections', dir: projectionsMigrations },
  ]
  one = await freshDatabase({ prefix: 'polled', migrations, max: 16 })
  log = openPostgresLog(one.database)
})
afterEach(() => one.drop())

const idOf = (n: number) => deriveId('timer', n)
/** The n-th second of a day. */
const at = (n: number) => new Date(Date.UTC(2026, 2, 24) + n * 1_000).toISOString()
const END = at(1_000_000)

/** Several timers at once, `due` in seconds of the day. */
async function tell(type: 'Armed' | 'Fired', numbers: readonly number[], due = (n: number) => n) {
  const events = numbers.map((n) => ({
    id: deriveId('event', ++written),
    type,
    data: { id: idOf(n), due: at(due(n)) },
    at: at(0),
  }))
  const append = { stream: `timers/${written}`, expected: 0, events, actor: 'test' }
  await log.write('a', { appends: [append] })
}
const projector = () => createProjector({ database: one.database, log, projection: timers })
async function folded() {
  const fold = projector()
  while (await fold.step());
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const due = async (upTo = END, limit = 1_000) =>
  (await readPolled<Timer>(one.database, timers, upTo, limit)).map((row) => row.due)
const low = async () =>
  (await one.database.query<{ value: string }>('select value from projections.lows'))[0]?.value

it('gives what is due, the earliest first, from wherever the bound is', async () => {
  await tell('Armed', [5, 3, 9])
  await folded()
  expect(await due(at(5))).toEqual([at(3), at(5)])
  expect(await due(END, 1)).toEqual([at(3)])
  await raiseLow(one.database, timers)
  expect(await low()).toBe(at(3))
  expect(await due()).toEqual([at(3), at(5), at(9)])
  await tell('Fired', [3])
  await folded()
  await raiseLow(one.database, timers)
  expect(await low()).toBe(at(5))
  expect(await countPolled(one.database, timers, at(9))).toBe(2)
  expect(await countPolled(one.database, timers, at(8))).toBe(1)
})

it('tells apart timers of one instant, and keeps the bound when nothing is left', async () => {
  await tell('Armed', range(0, 20), () => 7)
  await folded()
  const first = await readPolled<Timer>(one.database, timers, END, 10)
  await tell(
    'Fired',
    range(0, 20).filter((n) => first.some(({ id }) => id === idOf(n))),
  )
  await folded()
  await raiseLow(one.database, timers)
  expect(await due()).toHaveLength(10)
  await tell('Fired', range(0, 20))
  await folded()
  await raiseLow(one.database, timers)
  expect(await low()).toBe(at(7))
  expect(await due()).toEqual([])
})

it('reads on behind a row, also among those of one instant, and gives the columns that are asked for', async () => {
  await tell('Armed', range(0, 20), (n) => (n < 15 ? 7 : n))
  await folded()
  const seen: Timer[] = []
  for (let after: Timer | undefined; ; after = seen.at(-1)) {
    const more = await readPolled<Timer>(one.database, timers, at(17), 4, { after })
    if (more.length === 0) break
    seen.push(...more)
    // What leaves meanwhile, and what comes behind, is no matter.
    await tell('Fired', [0, 16])
    await folded()
  }
  expect(seen.map((row) => row.due)).toEqual(seen.map((row) => row.due).sort())
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
  const kept = range(1, 18).filter((n) => n !== 16)
  expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(kept.map(idOf)))
  const [first] = await readPolled(one.database, timers, END, 1, { columns: ['due'] })
  expect(first).toEqual({ due: at(7) })
})

it('keeps no index entry for rows that wait for no instant, and no bound by them', async () => {
  const waiting = projection<Told, { id: string; due: string | null }>({
    ...{ name: 'waiting', version: 1, columns: { id: 'uuid', due: 'timestamptz' }, key: 'id', polled: 'due' },
    keyOf: ({ data }) => data.id,
    on: { Armed: (_, { data }) => data, Fired: (_, { data }) => ({ id: data.id, due: null }) },
  })
  const fold = createProjector({ database: one.database, log, projection: waiting })
  await tell('Armed', range(0, 3))
  await tell('Fired', range(0, 3))
  while (await fold.step());
  await raiseLow(one.database, waiting)
  expect(await low()).toBeUndefined()
  expect(await readPolled(one.database, waiting, END, 10)).toEqual([])
  await tell('Armed', [9])
  while (await fold.step());
  await raiseLow(one.database, waiting)
  expect(await low()).toBe(at(9))
  expect(await countPolled(one.database, waiting, END)).toBe(1)
  const table = await activeTable(one.database, 'waiting')
  const [index] = await one.database.query<{ only: string }>(
    'select pg_get_expr(indpred, indrelid) as only from pg_index where indexrelid = $1::regclass',
    [`${table}_0`],
  )
  expect(index?.only).toBe('(due IS NOT NULL)')
})

it('finds a timer that is armed behind the bound at once', async () => {
  await tell('Armed', [100, 200])
  await folded()
  await raiseLow(one.database, timers)
  await tell('Armed', [50])
  await tell('Armed', [200], () => 60)
  await folded()
  expect(await due()).toEqual([at(50), at(60), at(100)])
  expect(await low()).toBe(at(50))
})

it('misses nothing however folds and bounds race', async () => {
  await projector().behind()
  let next = 0
  const busy = { writing: true }
  const write = async () => {
    for (let round = 0; round < 40; round++) {
      const mine = range(next, next + 5)
      next += 5
      await tell('Armed', mine, (n) => (n * 7_919) % 1_000)
      if (round % 2 === 1) await tell('Fired', mine.slice(1))
    }
  }
  const fold = async () => {
    const own = projector()
    while (busy.writing || (await own.behind()) > 0) await own.step()
  }
  const raise = async () => {
    while (busy.writing) {
      await raiseLow(one.database, timers)
      const table = await activeTable(one.database, timers.name)
      const below = await one.database.query(
        `select t.id from ${table} t join projections.lows l on (t.due, t.id) < (l.value, l.key::uuid)`,
      )
      expect(below).toEqual([])
    }
  }
  const writing = Promise.all([write(), write()]).finally(() => {
    busy.writing = false
  })
  await Promise.all([writing, fold(), fold(), raise(), raise()])
  const table = await activeTable(one.database, timers.name)
  const all = await one.database.query<Timer>(`select * from ${table} order by due, id`)
  expect(all.length).toBeGreaterThan(100)
  expect(await readPolled<Timer>(one.database, timers, END, 10_000)).toEqual(all)
})

/** Pages that the server touches to answer by the index. */
async function pages(sql: string, params: readonly unknown[]): Promise<number> {
  return one.database.transaction(async (tx) => {
    await tx.query('set local enable_seqscan = off')
    await tx.query('set local enable_bitmapscan = off')
    const [plan] = await tx.query<Record<string, [{ Plan: Record<string, number> }]>>(
      `explain (analyze, buffers, format json) ${sql}`,
      params,
    )
    const { Plan } = plan?.['QUERY PLAN']?.[0] ?? { Plan: {} }
    return (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0)
  })
}

it('looks at what is ahead alone, while a snapshot keeps all that is behind', async () => {
  const all = range(0, 3_000)
  // Far from one another in the table, as timers are that were armed long before they are due.
  const shuffled = (n: number) => (n * 7_919) % 3_000
  await tell('Armed', all, shuffled)
  await folded()
  const holder = await one.database.connect()
  try {
    await holder.query('begin isolation level repeatable read')
    await holder.query('select 1 from projections.generations')
    await tell(
      'Fired',
      all.filter((n) => shuffled(n) < 2_900),
    )
    await folded()
    await raiseLow(one.database, timers)
    expect(await due()).toEqual(range(2_900, 3_000).map(at))
    const table = await activeTable(one.database, timers.name)
    const [bound] = await one.database.query<{ value: string; key: string }>('select * from projections.lows')
    const ask = (where: string) =>
      `select * from ${table} where due <= $1 ${where} order by due, id limit 100`
    const bounded = await pages(ask('and (due, id) >= ($2::timestamptz, $3::uuid)'), [
      ...[END, bound?.value, bound?.key],
    ])
    // Each of the 2 900 is looked at in the table, to find that nobody but the snapshot may see it.
    expect(await pages(ask(''), [END])).toBeGreaterThan(2_900)
    expect(bounded).toBeLessThan(290)
  } finally {
    holder.release(true)
  }
})
