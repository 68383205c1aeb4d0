import { type Database, type Db, openDatabase } from '@ventanilla/database'
import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  activeTable,
  BuiltElsewhere,
  createProjector,
  generations,
  type Projected,
  type Projection,
  type ProjectionDefinition,
  projection,
  projectionsMigrations,
  type Row,
} from '../src/index.ts'

interface Tally extends Row {
  name: string
  total: number
  note?: string | null
}
interface Counted extends Projected {
  data: { name: string; note?: string }
}

const definition: ProjectionDefinition<Counted, Tally> = {
  name: 'tally',
  version: 1,
  columns: { name: 'text', total: 'integer', note: 'text' },
  key: 'name',
  keyOf: (event) => event.data.name,
  on: { Added: (row, { data }) => ({ name: data.name, total: (row?.total ?? 0) + 1 }) },
}
const tally = projection(definition)
const newer = projection<Counted, Tally>({ ...definition, version: 2 })

/** Two processes that do the same at the same time: two pools on one database. */
describe('a projection in two processes', () => {
  let one: FreshDatabase
  let other: Database
  let log: EventLog
  let count = 0
  beforeEach(async () => {
    const migrations = [
      { service: 'log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ]
    one = await freshDatabase({ prefix: 'projections', migrations, max: 10 })
    other = await openDatabase({ url: one.url, max: 10 })
    log = openPostgresLog(one.database)
  })
  afterEach(async () => {
    await other.close()
    await one.drop()
  })

  const add = (entity: string, ...data: Counted['data'][]) =>
    log.write(entity, {
      appends: [
        {
          stream: `tally/${entity}`,
          expected: 'any',
          events: data.map((one) => ({
            id: deriveId('races', ++count),
            type: 'Added',
            data: one,
            at: '2026-03-24T15:00:00.000Z',
          })),
          actor: 'test',
        },
      ],
    })
  const names = (...of: string[]) => of.map((name) => ({ name }))
  const here = (of: Projection = tally, batch = 3) =>
    createProjector({ database: one.database, log, projection: of, batch })
  const there = (of: Projection = tally, batch = 3) =>
    createProjector({ database: other, log: openPostgresLog(other), projection: of, batch })
  const catchUp = async (projector: { step(): Promise<unknown> }) => {
    while (await projector.step());
  }
  const totals = async () => {
    const rows = await one.database.query<Tally>(
      `select name, total from ${await activeTable(one.database, 'tally')}`,
    )
    return Object.fromEntries(rows.map(({ name, total }) => [name, total]))
  }

  /** Holds every fold between its read and its write, so that two of them meet. */
  const slow = (database: Database): Database => {
    const held = <D extends Db>(db: D) => ({
      ...db,
      query: async <R>(sql: string, params?: readonly unknown[]) => {
        const rows = await db.query<R>(sql, params)
        if (sql.startsWith('select "name"')) await db.query('select pg_sleep(0.1)')
        return rows
      },
    })
    return { ...held(database), transaction: (work) => database.transaction((tx) => work(held(tx))) }
  }

  it('loses no fold when two entities share a row', async () => {
    await catchUp(here())
    await add('a', ...names('shared'))
    await add('b', ...names('shared'))
    const reversed: EventLog = { ...log, heads: async () => new Map([...(await log.heads())].reverse()) }
    await Promise.all([
      catchUp(createProjector({ database: slow(one.database), log, projection: tally })),
      catchUp(createProjector({ database: slow(other), log: reversed, projection: tally })),
    ])
    expect(await totals()).toEqual({ shared: 2 })
  })

  it('never waits in a ring, in whatever order the processes meet the rows', async () => {
    const all = Array.from({ length: 60 }, (_, i) => `n${i}`)
    for (let i = 0; i < 10; i++) await add('a', ...names(...(i % 2 ? all : all.toReversed())))
    await Promise.all([here(tally, 61), there(tally, 40), here(tally, 17), there(tally, 90)].map(catchUp))
    expect(Object.values(await totals())).toEqual(all.map(() => 10))
  })

  it('does not promote a table that was thrown away meanwhile, and builds it anew', async () => {
    await add('a', ...names('x', 'y'))
    await catchUp(here())
    let thrownAway = 0
    const meddling: Database = {
      ...one.database,
      async transaction(work) {
        const [building] = await generations(one.database, 'tally').then((all) =>
          all.filter(({ status }) => status === 'building'),
        )
        if (building && thrownAway++ < 3) await there(newer).cancel()
        return one.database.transaction(work)
      },
    }
    const projector = createProjector({ database: meddling, log, projection: newer })
    await catchUp(projector)
    expect(thrownAway).toBeGreaterThan(3)
    expect(await totals()).toEqual({ x: 1, y: 1 })
    expect(await generations(one.database)).toMatchObject([{ version: 2, status: 'active' }])
  })

  it('rebuilds while others fold, write and read, and misses nothing', async () => {
    await add('a', ...names('x', 'y', 'x', 'z'))
    await catchUp(here())
    let busy = true
    const until = async (work: () => Promise<unknown>) => {
      while (busy) await work()
    }
    const around = [
      until(() => here().step()),
      until(() => there().step()),
      until(async () => expect((await totals()).x).toBeGreaterThanOrEqual(2)),
    ]
    for (let i = 0; i < 6; i++) {
      await add('a', ...names('x', 'y', 'z'))
      await there().rebuild()
    }
    busy = false
    await Promise.all(around)
    await catchUp(here())
    expect(await totals()).toEqual({ x: 8, y: 7, z: 7 })
  })

  it('folds into what has replaced the table that it looked at a moment ago', async () => {
    await add('a', ...names('x'))
    const mine = here()
    await catchUp(mine)
    await there().rebuild()
    await add('a', ...names('y'))
    await catchUp(mine)
    expect(await totals()).toEqual({ x: 1, y: 1 })
    expect(await mine.behind()).toBe(0)
  })

  it('lets one of two rebuilds build, and tells the other', async () => {
    await add('a', ...names(...Array.from({ length: 40 }, (_, i) => `n${i % 4}`)))
    await catchUp(here())
    const outcomes = await Promise.allSettled([here().rebuild(), there().rebuild(), here().rebuild()])
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled')
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BuiltElsewhere)
    await catchUp(here())
    expect(await totals()).toEqual({ n0: 10, n1: 10, n2: 10, n3: 10 })
    expect(await generations(one.database)).toMatchObject([{ status: 'active' }])
  })

  it('neither waits for who reads the old table nor takes it from who is about to', async () => {
    await add('a', ...names('x'))
    await catchUp(here())
    const old = await activeTable(one.database, 'tally')
    await other.transaction(async (tx) => {
      await tx.query(`select * from ${old}`)
      await catchUp(here(newer))
      expect(await activeTable(one.database, 'tally')).not.toBe(old)
      expect(await one.database.query(`select name from ${old}`)).toEqual([{ name: 'x' }])
    })
    await one.database.query(
      `update projections.generations set retired_at = retired_at - interval '1 hour' where table_name = $1`,
      [old],
    )
    await other.transaction(async (tx) => {
      await tx.query(`select * from ${old}`)
      await here(newer).step()
    })
    expect(await one.database.query(`select name from ${old}`)).toEqual([{ name: 'x' }])
    await here(newer).step()
    await expect(one.database.query(`select * from ${old}`)).rejects.toMatchObject({ code: '42P01' })
    expect(await totals()).toEqual({ x: 1 })
  })

  it('does not let a process of an older version rebuild over a newer one', async () => {
    await add('a', ...names('x', 'y'))
    await catchUp(here())
    await there(newer).behind()
    await here().rebuild()
    expect(await generations(one.database)).toMatchObject([
      { version: 2, status: 'building' },
      { version: 1, status: 'active' },
    ])
    await catchUp(there(newer))
    await expect(here().rebuild()).rejects.toThrow('version 2')
    await catchUp(here())
    expect(await generations(one.database)).toMatchObject([{ version: 2, status: 'active' }])
    expect(await totals()).toEqual({ x: 1, y: 1 })
  })

  it('shows a rule the same row whether or not it was stored in between', async () => {
    const seen: unknown[][] = []
    const watching = (batch: number) => {
      const mine: unknown[] = []
      seen.push(mine)
      const rule = projection<Counted, Tally>({
        ...definition,
        name: `watched_${batch}`,
        on: {
          Added: (row, { data }) => {
            mine.push(row)
            return { name: data.name, total: (row?.total ?? 0) + 1, ...(data.note && { note: data.note }) }
          },
        },
      })
      return here(rule, batch)
    }
    await add('a', { name: 'x', note: 'first' }, { name: 'x' }, { name: 'x' })
    await catchUp(watching(1))
    await catchUp(watching(10))
    expect(seen[1]).toStrictEqual(seen[0])
    expect(seen[0]?.at(-1)).toStrictEqual({ name: 'x', total: 2, note: null })
  })
})
