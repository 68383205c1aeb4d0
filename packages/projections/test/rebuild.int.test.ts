import { fork } from 'node:child_process'
import { once } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  activeTable,
  BuiltElsewhere,
  createProjector,
  digestOf,
  generations,
  type Projection,
  projection,
} from '../src/index.ts'
import { openWorld, type Tally, tally, tallyDefinition } from './tally.ts'

describe('a rebuild', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  beforeEach(async () => {
    world = await openWorld()
  })
  afterEach(() => world.close())

  const here = (of: Projection = tally, rows?: number) =>
    createProjector({ ...world, projection: of, batch: 7, ...(rows && { rows }) })
  const caughtUp = async (of: Projection = tally) => {
    const projector = here(of)
    while (await projector.step());
    return projector
  }
  const many = (n: number, of = 10) => Array.from({ length: n }, (_, i) => `n${i % of}`)
  const rows = async () =>
    world.database.query<Tally>(`select * from ${await activeTable(world.database, 'tally')} order by name`)
  const serving = () => activeTable(world.database, 'tally')

  it('promotes a table that says the same, and tells how far it is', async () => {
    await world.add('a', ...many(60))
    await world.add('b', ...many(10))
    const projector = await caughtUp()
    const before = { table: await serving(), digest: await projector.digest(), rows: await rows() }
    const told: [string, number, number][] = []
    const { promoted, comparison } = await projector.rebuild({ progress: (...one) => told.push(one) })
    expect({ promoted, same: comparison?.same }).toEqual({ promoted: true, same: true })
    expect(await serving()).not.toBe(before.table)
    expect(await projector.digest()).toBe(before.digest)
    expect(await rows()).toEqual(before.rows)
    expect(told[0]).toEqual(['folding', 0, 70])
    expect(told.findLast(([phase]) => phase === 'folding')).toEqual(['folding', 70, 70])
    expect(told.map(([phase]) => phase)).toEqual(expect.arrayContaining(['indexing', 'comparing']))
    expect(await generations(world.database)).toHaveLength(1)
    const indexes = await world.database.query(
      'select from pg_indexes where schemaname || $1 || tablename = $2',
      ['.', await serving()],
    )
    expect(indexes).toHaveLength(3)
  })

  it('leaves what serves when the new one differs, says where, and promotes it only when it is told to', async () => {
    await world.add('a', ...many(30))
    const projector = await caughtUp()
    const table = await serving()
    await world.database.query(`update ${table} set total = 99 where name in ('n1', 'n2')`)
    await world.database.query(`update ${table} set notes = '["otra"]' where name = 'n2'`)
    await world.database.query(`delete from ${table} where name = 'n3'`)
    await world.database.query(`insert into ${table} (name, total) values ('nobody', 1)`)

    const { promoted, comparison } = await projector.rebuild()
    expect(promoted).toBe(false)
    expect(comparison).toMatchObject({
      ...{ from: 1, to: 1, same: false, added: 1, removed: 1, changed: 2, apart: 0 },
      ...{ columns: { total: 2, notes: 1 }, keys: ['n1', 'n2', 'n3', 'nobody'] },
    })
    expect(JSON.stringify(comparison)).not.toContain('otra')
    expect(await serving()).toBe(table)
    await world.add('a', 'n1')
    while (await projector.step());
    expect((await rows()).find(({ name }) => name === 'n1')?.total).toBe(100)

    expect((await projector.rebuild({ force: true })).promoted).toBe(true)
    expect((await rows()).map(({ name, total }) => [name, total])).toEqual(
      [...new Set(many(30))].map((name) => [name, name === 'n1' ? 4 : 3]),
    )
    expect((await projector.rebuild()).comparison?.same).toBe(true)
  })

  it('folds the rows on that one of the tables has seen more of, before it compares them', async () => {
    await world.add('a', ...many(30))
    const projector = await caughtUp()
    const write = async (phase: string) => {
      if (phase === 'comparing') await world.add('a', 'n1', 'new')
    }
    let writing: Promise<void> = Promise.resolve()
    const { promoted, comparison } = await projector.rebuild({
      progress(phase) {
        writing = write(phase)
      },
    })
    await writing
    expect({ promoted, same: comparison?.same }).toEqual({ promoted: true, same: true })
    while (await projector.step());
    expect(await rows()).toHaveLength(11)
  })

  it('reports how another version differs, and takes its place', async () => {
    await world.add('a', ...many(30))
    await caughtUp()
    const { even: _, ...derived } = tallyDefinition.derived?.columns ?? {}
    const newer = projection({
      ...tallyDefinition,
      version: 2,
      indexes: [],
      derived: {
        columns: { ...derived, big: 'boolean' },
        of: ({ total, notes }) => ({ big: total > 2, about: { notes: notes.length + 1, of: total } }),
      },
    })
    const projector = here(newer)
    const { promoted, comparison } = await projector.rebuild()
    expect({ promoted, ...comparison }).toMatchObject({
      ...{ promoted: true, from: 1, to: 2, same: false, added: 0, removed: 0, changed: 10 },
      ...{ columns: { about: 10 }, newColumns: ['big'], lostColumns: ['even'] },
    })
    const [kept] = await world.database.query<{ compared: object }>(
      `select compared from projections.generations where status = 'active'`,
    )
    expect(kept?.compared).toMatchObject({ changed: 10, lostColumns: ['even'] })
    expect(kept?.compared).not.toHaveProperty('keys')
  })

  it('goes on where it was broken off, unless it is to begin anew', async () => {
    await world.add('a', ...many(300, 100))
    const projector = await caughtUp()
    const broken = async (restart: boolean) => {
      const stop = new AbortController()
      const seen: number[] = []
      const rebuilding = here(tally, 10).rebuild({
        restart,
        signal: stop.signal,
        progress(_, done) {
          seen.push(done)
          if (done > (seen[0] ?? 0)) stop.abort(new Error('stop'))
        },
      })
      await expect(rebuilding).rejects.toThrow('stop')
      return seen
    }
    const [from, to = 0] = await broken(false)
    expect(from).toBe(0)
    expect(to).toBeGreaterThan(0)
    expect(await generations(world.database, 'tally')).toMatchObject([
      { status: 'active' },
      { status: 'building' },
    ])
    expect(await projector.building()).toEqual({ done: to, total: 300 })
    while (await projector.step());
    await world.add('a', ...many(2))
    expect((await broken(false))[0]).toBe(to)
    expect((await broken(true))[0]).toBe(0)
    expect((await projector.rebuild()).promoted).toBe(true)
    expect(await projector.building()).toBeUndefined()
    expect((await rows()).reduce((sum, { total }) => sum + total, 0)).toBe(302)
  })

  it('goes on after a kill -9, from its last commit', async () => {
    await world.add('a', ...many(3_000, 1_000))
    const projector = createProjector({ ...world, projection: tally })
    while (await projector.step());
    const digest = await projector.digest()
    const child = fork(new URL('rebuilder.ts', import.meta.url), {
      env: { ...process.env, DATABASE_URL: world.url },
    })
    for await (const [done] of onMessages(child)) if (done > 1_000) break
    child.kill('SIGKILL')
    await once(child, 'exit')
    const seen: number[] = []
    const { comparison } = await projector.rebuild({ progress: (_, done) => seen.push(done) })
    expect(seen[0]).toBeGreaterThan(0)
    expect(seen[0]).toBeLessThan(3_000)
    expect(comparison?.same).toBe(true)
    expect(await projector.digest()).toBe(digest)
  })

  it('makes nobody wait: neither who reads the old table for long, nor who comes new, nor itself', async () => {
    await world.add('a', ...many(30))
    const projector = await caughtUp()
    const old = await serving()
    await world.other.transaction(async (tx) => {
      await tx.query(`declare reader cursor for select name from ${old} order by name`)
      expect(await tx.query('fetch 1 from reader')).toEqual([{ name: 'n0' }])
      await world.database.query(`set lock_timeout = '1s'`)
      const reading = new AbortController()
      const readers = (async () => {
        let read = 0
        for (; !reading.signal.aborted; read++) expect(await rows()).toHaveLength(10)
        return read
      })()
      expect((await projector.rebuild()).promoted).toBe(true)
      reading.abort()
      expect(await readers).toBeGreaterThan(0)
      expect(await serving()).not.toBe(old)
      expect(await tx.query('fetch all from reader')).toHaveLength(9)
    })
  })

  it('can be thrown away, also while it runs: whoever runs it is told', async () => {
    await world.add('a', ...many(300, 100))
    const projector = await caughtUp()
    expect(await projector.cancel()).toBe(false)
    let cancelled: Promise<boolean> | undefined
    const rebuilding = here(tally, 10).rebuild({
      progress(phase, done) {
        if (phase === 'folding' && done > 0) cancelled ??= projector.cancel()
      },
    })
    await expect(rebuilding).rejects.toBeInstanceOf(BuiltElsewhere)
    expect(await cancelled).toBe(true)
    expect(await generations(world.database, 'tally')).toMatchObject([{ status: 'active' }])
  })

  it('comes to what the steps come to, whatever fits into memory', async () => {
    const change = fc.record({
      entity: fc.constantFrom('a', 'b'),
      type: fc.constantFrom('Added', 'Added', 'Added', 'Removed', 'Ignored'),
      name: fc.constantFrom('x', 'y', 'z', 'ñandú', "d'or"),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        async (changes, held) => {
          for (const { entity, type, name } of changes) await world.append(entity, type, { name, add: 1 })
          // Two entities may share a row, and the order between them is nobody's: each has names of its own here.
          const apart = projection({
            ...tallyDefinition,
            keyOf: ({ data, entity }) => `${entity} ${data.name}`,
          })
          const keyed = projection({
            ...tallyDefinition,
            keyOf: apart.keyOf as never,
            on: {
              ...tallyDefinition.on,
              Added: (row, event) => {
                const next = tallyDefinition.on.Added?.(row, event)
                return next && { ...next, name: `${event.entity} ${event.data.name}` }
              },
            },
          })
          const projector = await caughtUp(keyed)
          const before = await digestOf(world.database, keyed)
          const { comparison, promoted } = await here(keyed, held).rebuild()
          expect({ promoted, same: comparison?.same }).toEqual({ promoted: true, same: true })
          expect(await projector.digest()).toBe(before)
        },
      ),
      { numRuns: 12 },
    )
  })
})

async function* onMessages(child: ReturnType<typeof fork>): AsyncGenerator<[number]> {
  for (;;) yield (await once(child, 'message')) as [number]
}
