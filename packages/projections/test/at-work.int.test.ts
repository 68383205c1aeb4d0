import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@ventanilla/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { atWork } from '../src/at-work.ts'
import { createProjector, generations, projection } from '../src/index.ts'
import { openWorld, tally, tallyDefinition } from './tally.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('tells that a long statement goes on', async () => {
  const { database, other } = world
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const sleeping = database.transaction(async (tx) => {
    const [mine] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    // What ends it is that it was told of; once, or whoever has the connection next would be ended too.
    let told = false
    const beat = () => {
      if (!told) void other.query('select pg_cancel_backend($1)', [mine?.pid]).then(() => resolve())
      told = true
    }
    await atWork(database, tx, beat, () => tx.query('select pg_sleep(30)'), 10)
  })
  await expect(sleeping).rejects.toMatchObject({ code: '57014' })
  await ended
})

it('tells nothing of one that waits for a lock', async () => {
  const { other } = world
  let looks = 0
  const counting: Pick<Database, 'query'> = {
    async query(sql, params) {
      const rows = await world.database.query(sql, params)
      looks += 1
      return rows as never
    },
  }
  const looked = async (more: number) => {
    for (const until = looks + more; looks < until; ) await sleep(1)
  }
  const waits = async () =>
    (await other.query(`select from pg_locks where locktype = 'advisory' and not granted`)).length > 0
  let beats = 0
  let waiting: Promise<unknown> = Promise.resolve()
  await other.transaction(async (holder) => {
    await holder.query('select pg_advisory_xact_lock(71)')
    waiting = world.database.transaction((tx) =>
      atWork(
        { ...world.database, ...counting },
        tx,
        () => beats++,
        () => tx.query('select pg_advisory_xact_lock(71)'),
        5,
      ),
    )
    while (!(await waits())) await sleep(1)
    // One may be on its way that has still seen it before.
    await looked(1)
    beats = 0
    await looked(3)
  })
  expect(beats).toBe(0)
  await waiting
})

it('is told from within a step that builds a new version', async () => {
  await world.add('a', ...Array.from({ length: 30 }, (_, i) => `n${i}`))
  const before = createProjector({ ...world, projection: tally })
  while (await before.step());
  const newer = createProjector({ ...world, projection: projection({ ...tallyDefinition, version: 2 }) })
  let beats = 0
  await newer.step(() => beats++)
  expect(beats).toBeGreaterThan(1)
  expect(await generations(world.database, 'tally')).toMatchObject([{ version: 2, status: 'active' }])
})
