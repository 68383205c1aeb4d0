import { deriveId, type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  activeTable,
  createProjector,
  digestOf,
  generations,
  type ProjectionDefinition,
  projection,
  projectionsMigrations,
  type Row,
} from '../src/index.ts'

interface Tally extends Row {
  name: string
  total: number
  last: string | null
}
interface Counted {
  type: string
  entity: string
  at: string
  data: { name: string; add: number }
}

const definition: ProjectionDefinition<Counted, Tally> = {
  name: 'tally',
  version: 1,
  columns: { name: 'text', total: 'integer', last: 'timestamptz' },
  key: 'name',
  indexes: [['total']],
  volatile: ['last'],
  keyOf: (event) => event.data.name,
  on: {
    Added: (row, { data, at }) => ({ name: data.name, total: (row?.total ?? 0) + data.add, last: at }),
    Removed: () => undefined,
  },
}
const tally = projection(definition)

describe('a projection', () => {
  let one: FreshDatabase
  let log: EventLog
  let count = 0
  beforeEach(async () => {
    const migrations = [
      { service: 'log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ]
    one = await freshDatabase({ prefix: 'projections', migrations, max: 10 })
    log = openPostgresLog(one.database)
  })
  afterEach(() => one.drop())

  const append = (type: string, name: string, add = 1, entity = 'a') =>
    log.write(entity, {
      appends: [
        {
          stream: `tally/${entity}/${name}`,
          expected: 'any',
          events: [{ id: deriveId('t', ++count), type, data: { name, add }, at: '2026-03-24T15:00:00.000Z' }],
          actor: 'test',
        },
      ],
    })
  const rows = async () =>
    one.database.query<Tally>(
      `select name, total, last from ${await activeTable(one.database, 'tally')} order by name`,
    )
  async function catchUp(
    projector = createProjector({ database: one.database, log, projection: tally, batch: 3 }),
  ) {
    while (await projector.step());
    return projector
  }

  it('folds every entity, batch by batch, and says how far behind it is', async () => {
    for (let i = 0; i < 7; i++) await append('Added', i % 2 ? 'odd' : 'even')
    await append('Added', 'other', 5, 'b')
    await append('Ignored', 'nothing')
    const projector = createProjector({ database: one.database, log, projection: tally, batch: 3 })
    expect(await projector.behind()).toBe(9)
    await catchUp(projector)
    expect(await projector.behind()).toBe(0)
    expect((await rows()).map(({ name, total }) => [name, total])).toEqual([
      ['even', 4],
      ['odd', 3],
      ['other', 5],
    ])
    await append('Removed', 'odd')
    await catchUp(projector)
    expect((await rows()).map(({ name }) => name)).toEqual(['even', 'other'])
  })

  it('folds each event once, however many processes do it at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 40 }),
        async (names) => {
          const before = new Map((await rowsIfAny()).map(({ name, total }) => [name, total]))
          for (const name of names) await append('Added', name)
          await Promise.all([catchUp(), catchUp(), catchUp()])
          for (const { name, total } of await rows())
            expect(total).toBe((before.get(name) ?? 0) + names.filter((one) => one === name).length)
        },
      ),
      { numRuns: 8 },
    )
    async function rowsIfAny() {
      return (await generations(one.database, 'tally')).length > 0 ? rows() : []
    }
  })

  it('leaves nothing of a batch that failed', async () => {
    await append('Added', 'x')
    await append('Added', 'y')
    const failing = projection<Counted, Tally>({
      ...definition,
      on: {
        Added: (row, event) => {
          if (event.data.name === 'y') throw new Error('no')
          return definition.on.Added?.(row, event)
        },
      },
    })
    const projector = createProjector({ database: one.database, log, projection: failing })
    await expect(projector.step()).rejects.toThrow('no')
    expect(await rows()).toEqual([])
    await catchUp()
    expect(await rows()).toHaveLength(2)
  })

  it('builds a new version beside the old one, which serves until the new one has caught up', async () => {
    for (let i = 0; i < 5; i++) await append('Added', 'x')
    await catchUp()
    const old = await activeTable(one.database, 'tally')
    const doubled = projection<Counted, Tally>({
      ...definition,
      version: 2,
      on: {
        Added: (row, e) => ({ name: e.data.name, total: (row?.total ?? 0) + 2 * e.data.add, last: e.at }),
      },
    })
    const projector = createProjector({ database: one.database, log, projection: doubled, batch: 2 })
    await projector.behind()
    await catchUp()
    expect(await activeTable(one.database, 'tally')).toBe(old)
    expect((await rows())[0]?.total).toBe(5)
    await catchUp(projector)
    expect((await rows())[0]?.total).toBe(10)
    expect(await generations(one.database, 'tally')).toMatchObject([{ version: 2, status: 'active' }])
  })

  it('digests what the rows say, not when they were written', async () => {
    await append('Added', 'x', 2)
    await catchUp()
    const table = await activeTable(one.database, 'tally')
    const before = await digestOf(one.database, tally)
    await one.database.query(`update ${table} set last = now()`)
    expect(await digestOf(one.database, tally)).toBe(before)
    await one.database.query(`update ${table} set total = 3`)
    expect(await digestOf(one.database, tally)).not.toBe(before)
  })

  it('refuses names that are none, and rows with columns that it does not have', async () => {
    expect(() => projection({ ...definition, name: 'drop table' })).toThrow('no name')
    expect(() => projection({ ...definition, key: 'nowhere' })).toThrow('no column')
    await append('Added', 'x')
    const odd = projection<Counted, Row>({
      ...definition,
      on: { Added: () => ({ name: 'x', secret: 1 }) },
    } as ProjectionDefinition<Counted, Row>)
    const projector = createProjector({ database: one.database, log, projection: odd })
    await expect(projector.step()).rejects.toThrow('no column secret')
  })
})
