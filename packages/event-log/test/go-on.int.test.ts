import { type Database, openDatabase, sqlState } from '@ventanilla/database'
import { freshDatabase, tcpProxy } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import {
  type Append,
  deriveId,
  type EventLog,
  eventLogMigrations,
  openPostgresLog,
  type Unit,
} from '../src/index.ts'
import { memoryLog } from '../src/memory.ts'

const AT = '2026-03-24T15:00:00.000Z'
const MIGRATIONS = { service: 'log', dir: eventLogMigrations }

const fact = (id: string, cause?: string) => ({
  ...{ id: deriveId('go-on', id), type: 'Noted', data: { id, said: 'it\'s "so" \\ ñ' }, at: AT },
  ...(cause !== undefined && { cause }),
})
const append = (stream: string, expected: number, ...ids: string[]): Append => ({
  ...{ stream, expected, actor: 'test', cause: 'why' },
  events: ids.map((id, i) => (i === 1 ? fact(`${stream}/${id}`, 'another') : fact(`${stream}/${id}`))),
})
const unit = (...appends: Append[]): Unit => ({ appends })
const names = (count: number) => Array.from({ length: count }, (_, i) => `case/${i}`)

/** The units of each group go together: they are written in one turn. */
async function answers(log: EventLog, groups: readonly Unit[][]) {
  const all = []
  for (const group of groups) all.push(await Promise.all(group.map((one) => log.write('a', one))))
  const told = (await log.read('a', 0, 1_000)).map(({ recordedAt: _, ...event }) => event)
  return { all, told, head: await log.head('a') }
}

/** Somebody else's lock on those streams. @returns how to let them go */
async function holdStreams(database: Database, ...streams: string[]): Promise<() => Promise<void>> {
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = database.transaction(async (transaction) => {
    await transaction.query('select from log.streams where stream = any ($1) for update', [streams])
    held.resolve()
    await over.promise
  })
  await held.promise
  return () => {
    over.resolve()
    return holding
  }
}

it('answers and keeps what the log in memory does, whatever goes on and whatever stands in its way', async () => {
  const groups: Unit[][] = [
    [unit(...names(6).map((stream) => append(stream, 0, 'born'))), unit(append('case/6', 0, 'born'))],
    // All go on; one unit of two streams.
    [
      ...names(4).map((stream) => unit(append(stream, 1, 'x', 'y'))),
      unit(append('case/4', 1, 'x'), append('case/5', 1, 'x')),
    ],
    // One at another version, one again, one that begins.
    [
      unit(append('case/0', 3, 'z')),
      unit(append('case/1', 2, 'z')),
      unit(append('case/2', 1, 'x', 'y')),
      unit(append('case/7', 0, 'born')),
    ],
    // With an id that is somewhere else; with its unit it goes.
    [
      unit(append('case/3', 3, 'z')),
      unit({ ...append('case/1', 3, 'z'), events: [fact('case/0/z')] }, append('case/4', 2, 'z')),
    ],
    // No such stream.
    [unit(append('case/8', 1, 'x')), unit(append('case/5', 2, 'z'))],
    [unit(append('case/5', 3, 'last'))],
  ]
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS })
  const found = await answers(openPostgresLog(one.database), groups)
  expect(found).toEqual(await answers(memoryLog(), groups))
  expect(found.told.map(({ position }) => position)).toEqual(found.told.map((_, i) => i + 1))
})

it('refuses a stream of another entity', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS })
  const log = openPostgresLog(one.database)
  await log.write('a', unit(append('case/0', 0, 'born')))
  await log.write('b', unit(append('case/1', 0, 'born')))
  expect(await log.write('b', unit(append('case/0', 1, 'x')))).toEqual({
    ...{ outcome: 'refused', code: 'version-conflict', stream: 'case/0' },
  })
  expect(await log.head('b')).toBe(1)
})

it('learns by asking again that what went on was committed when the answer was lost', async () => {
  await using one = await freshDatabase({ prefix: 'far', migrations: MIGRATIONS })
  await using proxy = await tcpProxy({ to: new URL(one.url).host })
  await using database = await openDatabase({ url: proxy.url(one.url), max: 4 })
  const log = openPostgresLog(database)
  await log.write('a', unit(...names(3).map((stream) => append(stream, 0, 'born'))))
  const lost = proxy.cutAfter({ client: 'log.go_on(' })
  const group = Promise.all(names(3).map((stream) => log.write('a', unit(append(stream, 1, 'x')))))
  await lost
  expect(await group).toEqual(
    names(3).map((stream, i) => ({
      outcome: 'repeated',
      appends: [{ stream, position: 4 + i, version: 2 }],
    })),
  )
  expect(await log.head('a')).toBe(6)
})

it('writes what fills a group beside a statement that is on its way, and keeps the rest for after it', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS, max: 4 })
  await using other = await openDatabase({ url: one.url, max: 1 })
  const log = openPostgresLog(one.database)
  const many = names(600)
  await log.write('a', unit(...many.map((stream) => append(stream, 0, 'born'))))
  const done: string[] = []
  const write = async (...appends: Append[]) => {
    const { outcome } = await log.write('a', unit(...appends))
    done.push(...appends.map(({ stream, expected }) => `${stream} ${expected} ${outcome}`))
  }
  const letGo = await holdStreams(other, 'case/0')
  const held = [write(append('case/0', 1, 'x'))]
  await new Promise((resolve) => setTimeout(resolve, 100))
  // Too few to go beside it; then enough. What touches its stream waits, and what comes behind that on another too.
  held.push(write(append('case/599', 1, 'x'), append('case/0', 2, 'y')))
  held.push(write(append('case/599', 2, 'z')))
  for (const stream of many.slice(1, 200)) held.push(write(append(stream, 1, 'x')))
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(done).toEqual([])
  const free = many.slice(200, 500).map((stream) => write(append(stream, 1, 'x')))
  await Promise.all(free)
  expect(done).toHaveLength(499)
  expect(await log.head('a')).toBe(600 + 499)
  // What a number or a place rides along with keeps its turn, however much of it there is.
  const numbered = many
    .slice(200, 500)
    .map((stream) =>
      log.write(
        'a',
        unit({ ...append(stream, 2, 'n'), number: { series: 's', prefix: '', width: 1, event: 0 } }),
      ),
    )
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await log.head('a')).toBe(600 + 499)
  await letGo()
  await Promise.all([...held, ...numbered])
  await log.close()
  expect(done.slice(499)).toEqual([
    ...['case/0 1 written', 'case/599 1 written', 'case/0 2 written', 'case/599 2 written'],
  ])
  const told = await log.read('a', 1_099, 1_000)
  const numbers = told.filter(({ data }) => data.number !== undefined).map(({ stream }) => stream)
  expect(numbers).toEqual(many.slice(200, 500))
  expect((await log.read('a', 0, 5_000)).map(({ position }) => position)).toEqual(
    Array.from({ length: 600 + 499 + 4 + 300 }, (_, i) => i + 1),
  )
})

it('has two statements on their way at most, and closes when what waits behind them is written', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS, max: 6 })
  await using other = await openDatabase({ url: one.url, max: 1 })
  const log = openPostgresLog(one.database)
  const many = names(900)
  await log.write('a', unit(...many.map((stream) => append(stream, 0, 'born'))))
  const letGo = await holdStreams(other, 'case/0', 'case/300')
  const written = []
  for (const from of [0, 300, 600]) {
    written.push(
      log.write('a', unit(...many.slice(from, from + 300).map((stream) => append(stream, 1, 'x')))),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect(await log.head('a')).toBe(900)
  let closed = false
  const closing = log.close().then(() => {
    closed = true
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(closed).toBe(false)
  await letGo()
  await closing
  expect(await log.head('a')).toBe(1_800)
  expect((await Promise.all(written)).map(({ outcome }) => outcome)).toEqual([
    'written',
    'written',
    'written',
  ])
})

it('looks at what waits a few times, however much comes while a statement is on its way', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS, max: 4 })
  await using other = await openDatabase({ url: one.url, max: 1 })
  const log = openPostgresLog(one.database)
  await log.write('a', unit(append('case/0', 0, 'born')))
  const letGo = await holdStreams(other, 'case/0')
  const count = 1_000
  let looks = 0
  const written: Promise<unknown>[] = [log.write('a', unit(append('case/0', 1, 'x')))]
  for (let i = 0; i < count; i++) {
    const { stream, expected, events, actor } = append('case/0', 2 + i, `${i}`)
    const watched = {
      ...{ stream, events, actor },
      get expected() {
        looks += 1
        return expected
      },
    }
    written.push(log.write('a', unit(watched as Append)))
    await Promise.resolve()
    await Promise.resolve()
  }
  // Each look asks of all that waits whether it goes on: three looks, in a queue that grows.
  expect(looks / count).toBeLessThan(20)
  await letGo()
  await log.close()
  expect(await log.head('a')).toBe(2 + count)
})

it('asks for each by itself where a group took too long, since every half of it would again', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS, max: 4 })
  await using other = await openDatabase({ url: one.url, max: 1 })
  await using impatient = await openDatabase({ url: one.url, max: 4, statementTimeoutMs: 2_000 })
  let asked = 0
  const watched: Database = {
    ...impatient,
    query: (sql, params) => {
      if (sql.includes('log.go_on')) asked += 1
      return impatient.query(sql, params)
    },
  }
  const log = openPostgresLog(watched)
  const all = names(8)
  await log.write('a', unit(...all.map((stream) => append(stream, 0, 'born'))))
  const letGo = await holdStreams(other, 'case/3')
  const written = await Promise.allSettled(all.map((stream) => log.write('a', unit(append(stream, 1, 'x')))))
  await letGo()
  expect(written.map((each) => each.status === 'fulfilled' || sqlState(each.reason))).toEqual(
    all.map((name) => name !== 'case/3' || '57014'),
  )
  expect(asked).toBe(1 + all.length)
  await log.close()
})

it('meets another process on the same streams without an error, and one of the two writes', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS })
  await using other = await openDatabase({ url: one.url, max: 4 })
  const logs = [openPostgresLog(one.database), openPostgresLog(other)]
  const born = unit(...names(40).map((stream) => append(stream, 0, 'born')))
  await logs[0]?.write('a', born)
  const rounds = Array.from({ length: 20 }, (_, i) => i)
  for (const round of rounds) {
    const told = logs.map((log, process) => {
      // Each comes upon the streams from another end; some go with log.write.
      const met = process === 0 ? names(40) : names(40).toReversed()
      return Promise.all(
        met.map((stream, i) =>
          log.write('a', {
            ...unit(append(stream, round + 1, `${round}/${process}`)),
            ...(round % 3 === process &&
              i === 0 && { places: [{ consumer: 'c', source: `${round}`, expected: 0, next: 1 }] }),
          }),
        ),
      )
    })
    const outcomes = (await Promise.all(told)).flat()
    expect(outcomes.filter(({ outcome }) => outcome === 'written')).toHaveLength(40)
    for (const written of outcomes)
      if (written.outcome === 'refused') expect(written.code).toBe('version-conflict')
  }
  const [met] = await one.database.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  expect(met?.deadlocks).toBe(0)
  expect(await logs[0]?.head('a')).toBe(40 + 40 * rounds.length)
})

it('reads of a log what it goes on with, also by plans that were made when the log was new', async () => {
  await using one = await freshDatabase({ prefix: 'log', migrations: MIGRATIONS, max: 1 })
  const { database } = one
  for (const table of ['events', 'streams'])
    await database.query(`alter table log.${table} set (autovacuum_enabled = off)`)
  const log = openPostgresLog(database)
  for (let i = 1; i <= 10; i++) {
    await log.write('a', unit(append(`first/${i}`, 0, 'born')))
    await log.write('a', unit(append(`first/${i}`, 1, 'x')))
  }
  for (let i = 0; i < 4; i++)
    await log.write('a', unit(...names(1_000).map((stream) => append(`${stream}/${i}`, 0, 'born'))))
  await database.query('select pg_stat_force_next_flush()')
  const read = await database.transaction(async (tx) => {
    const inside = openPostgresLog({ ...database, query: (sql, params) => tx.query(sql, params) })
    await inside.write('a', unit(...names(20).map((stream) => append(`${stream}/2`, 1, 'x'))))
    return tx.query<{ table: string; rows: number }>(
      `select relname as table, seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables
       where schemaname = 'log' and relname in ('events', 'streams') order by relname`,
    )
  })
  expect(read.map(({ table }) => table)).toContain('streams')
  for (const { rows } of read) expect(rows).toBeLessThan(100)
})
