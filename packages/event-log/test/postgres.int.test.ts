import type { Database } from '@ventanilla/database'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { eventLogConformance } from '../src/conformance.ts'
import { deriveId, eventLogMigrations, openPostgresLog, type Unit } from '../src/index.ts'

const opened: FreshDatabase[] = []
async function fresh(): Promise<FreshDatabase> {
  const database = await freshDatabase({
    prefix: 'log',
    migrations: { service: 'log', dir: eventLogMigrations },
    max: 20,
  })
  opened.push(database)
  return database
}
afterAll(async () => {
  for (const one of opened) await one.drop()
})

eventLogConformance('postgres', async () => openPostgresLog((await fresh()).database))

const AT = '2026-03-24T15:00:00.000Z'
const noted = (stream: string, id: string, expected: number | 'any' = 'any'): Unit => ({
  appends: [
    {
      stream,
      expected,
      events: [{ id: deriveId(stream, id), type: 'Noted', data: { id }, at: AT }],
      actor: 'test',
    },
  ],
})

describe('the log in PostgreSQL', () => {
  let one: FreshDatabase
  beforeEach(async () => {
    one = await fresh()
  })

  it('refuses UPDATE, DELETE and TRUNCATE with its own SQLSTATE', async () => {
    const log = openPostgresLog(one.database)
    await log.write('a', noted('case/1', 'x'))
    for (const attack of [
      `update log.events set data = '{}'`,
      'delete from log.events',
      'truncate log.events',
      'delete from log.enclosures',
    ])
      await expect(one.database.query(attack)).rejects.toMatchObject({ code: 'VL001' })
    expect(await log.head('a')).toBe(1)
  })

  it('holds no transaction while who scans takes its time, and leaves no setting behind', async () => {
    const log = openPostgresLog(one.database)
    await log.write('a', noted('case/1', 'x'))
    const state = async () => {
      const [row] = await one.database.query<{ state: string }>(
        `select state from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and query like 'copy%'`,
      )
      return row?.state
    }
    for await (const piece of log.scan('a', 0, 1)) {
      expect(piece).toHaveLength(1)
      // The server has sent it all, and only we don't know it yet.
      await expect.poll(state).not.toBe('active')
      expect(await state()).toBe('idle')
    }
    const connections = await Promise.all(Array.from({ length: 5 }, () => one.database.connect()))
    for (const connection of connections) {
      expect(await connection.query('show enable_sort')).toEqual([{ enable_sort: 'on' }])
      connection.release()
    }
  })

  it('gives each refusal its own SQLSTATE', async () => {
    const write = (appends: unknown[], events: unknown[], places: unknown[] = []) =>
      one.database.query<{ append: number; code: string | null }>('select * from log.write($1, $2, $3, $4)', [
        'a',
        JSON.stringify(appends),
        JSON.stringify(events),
        JSON.stringify(places),
      ])
    const append = { unit: 0, stream: 's', expected: 0, events: 1, actor: 'test', claim: 'k', digest: 'd' }
    const event = { append: 0, id: deriveId('e1'), type: 'Noted', data: {}, at: AT }
    expect(await write([append], [event])).toMatchObject([{ code: null }])
    expect(await write([append], [event])).toMatchObject([{ code: 'repeated' }])
    expect(await write([{ ...append, digest: 'other' }], [event])).toMatchObject([{ code: 'VL003' }])
    const plain = { ...append, claim: null, digest: null }
    expect(await write([plain], [{ ...event, id: deriveId('e2') }])).toMatchObject([{ code: 'VL002' }])
    const two = [event, { ...event, id: deriveId('e3') }]
    expect(await write([{ ...plain, expected: 1, events: 2 }], two)).toMatchObject([{ code: 'VL004' }])
    const place = { unit: 0, consumer: 'c', source: 's', expected: 3, next: 4 }
    expect(await write([], [], [place])).toMatchObject([{ append: -1, code: 'VL005' }])
  })

  it('does not let one unit that cannot be stored fail its group', async () => {
    const log = openPostgresLog(one.database)
    const bad = noted('case/bad', 'x')
    for (const append of bad.appends) for (const event of append.events) event.data = { text: 'a\u0000b' }
    const [, refused, ...fine] = await Promise.allSettled([
      log.write('a', noted('case/0', 'x')),
      log.write('a', bad),
      ...Array.from({ length: 9 }, (_, i) => log.write('a', noted(`case/${i + 1}`, 'x'))),
    ])
    expect(refused.status).toBe('rejected')
    expect(fine.every(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await log.head('a')).toBe(10)
  })

  it('sends a group again when its connection is lost, without writing it twice', async () => {
    const log = openPostgresLog(one.database)
    await log.write('a', noted('case/0', 'x'))
    const kill = one.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    const writes = Array.from({ length: 50 }, (_, i) => log.write('a', noted(`case/${i}`, 'y')))
    await kill
    const outcomes = await Promise.all(writes)
    expect(outcomes.every(({ outcome }) => outcome === 'written' || outcome === 'repeated')).toBe(true)
    expect(await log.head('a')).toBe(51)
  })

  it('fails all who wait, together, when the database stays away: not each after retries of its own', async () => {
    let asked = 0
    const away: Database = {
      ...one.database,
      async query() {
        asked += 1
        throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      },
    }
    const log = openPostgresLog(away)
    const writes = Array.from({ length: 40 }, (_, i) => log.write('a', noted(`case/${i}`, 'x')))
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 'rejected'))
    expect(asked).toBe(5)
  })

  it('keeps gapless positions in commit order and every stream in order, whatever races and is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            writer: fc.integer({ min: 0, max: 2 }),
            stream: fc.integer({ min: 0, max: 4 }),
            expected: fc.oneof(fc.constant('any' as const), fc.integer({ min: 0, max: 3 })),
          }),
          { minLength: 5, maxLength: 60 },
        ),
        async (moves) => {
          await using database = await fresh()
          const logs = [0, 1, 2].map(() => openPostgresLog(database.database))
          const seen: number[] = []
          let reading = true
          const reader = (async () => {
            while (reading)
              for (const { position } of (await logs[0]?.read('a', seen.length, 100)) ?? [])
                seen.push(position)
          })()
          const outcomes = await Promise.all(
            moves.map(({ writer, stream, expected }, i) =>
              logs[writer]?.write('a', noted(`case/${stream}`, `${i}`, expected)),
            ),
          )
          reading = false
          await reader
          const all = (await logs[0]?.read('a', 0, 1000)) ?? []
          expect(all).toHaveLength(outcomes.filter((written) => written?.outcome === 'written').length)
          expect(all.map(({ position }) => position)).toEqual(all.map((_, i) => i + 1))
          // A reader that ran meanwhile never saw a position before the one below it.
          expect(seen).toEqual(all.slice(0, seen.length).map(({ position }) => position))
          for (let stream = 0; stream < 5; stream++) {
            const versions = all
              .filter((event) => event.stream === `case/${stream}`)
              .map(({ version }) => version)
            expect(versions).toEqual(versions.map((_, i) => i + 1))
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('survives a transaction of somebody else that was rolled back', async () => {
    const log = openPostgresLog(one.database)
    await log.write('a', noted('case/1', 'x'))
    const rolledBack = one.database.transaction(async (tx) => {
      await tx.query('select * from log.write($1, $2, $3, $4)', [
        'a',
        JSON.stringify([{ unit: 0, stream: 'case/2', expected: 0, events: 1, actor: 'test' }]),
        JSON.stringify([{ append: 0, id: deriveId('gone'), type: 'Noted', data: {}, at: AT }]),
        '[]',
      ])
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    await log.write('a', noted('case/3', 'x'))
    expect((await log.read('a', 0, 10)).map(({ position, stream }) => [position, stream])).toEqual([
      [1, 'case/1'],
      [2, 'case/3'],
    ])
  })
})
