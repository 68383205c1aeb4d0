import { deriveId } from '@ventanilla/event-log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activeTable, createProjector, projection } from '../src/index.ts'
import { type Counted, openWorld, type Tally, tallyDefinition } from './tally.ts'

/** The notes aren't in the table; what counts them is. */
const slim = projection<Counted, Tally>({
  ...tallyDefinition,
  columns: { name: 'text', total: 'integer', last: 'timestamptz' },
  unkept: { columns: ['notes'], streamOf: (name) => `tally/${name}` },
})

describe('a projection that keeps less than its rules read', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let written = 0
  beforeEach(async () => {
    world = await openWorld()
  })
  afterEach(() => world.close())

  async function add(...names: string[]): Promise<void> {
    for (const name of names) {
      const id = deriveId('unkept', ++written)
      const data = { name, add: 1, note: `nota ${written}` }
      const events = [{ id, type: 'Added', data, at: '2026-03-24T15:00:00.000Z' }]
      // Each name is one entity's own, as a stream is.
      await world.log.write(name < 'n5' ? 'a' : 'b', {
        appends: [{ stream: `tally/${name}`, expected: 'any', events, actor: 'test' }],
      })
    }
  }
  const names = (n: number) => Array.from({ length: n }, (_, i) => `n${i % 10}`)
  const here = (rows?: number) =>
    createProjector({ ...world, projection: slim, batch: 7, ...(rows && { rows }) })
  const caughtUp = async (rows?: number) => {
    const projector = here(rows)
    while (await projector.step());
    return projector
  }
  const told = async () =>
    world.database.query(`select * from ${await activeTable(world.database, 'tally')} order by name`)
  const expected = (each: number) =>
    [...new Set(names(10))].map((name) => ({
      ...{ name, total: each, last: '2026-03-24T15:00:00.000Z', even: each % 2 === 0 },
      about: { notes: each, of: each },
    }))

  it('folds what it lacks from the streams, whatever ends a batch and whatever fits into memory', async () => {
    await add(...names(60))
    const projector = await caughtUp(2)
    expect(await told()).toEqual(expected(6))
    const { promoted, comparison } = await projector.rebuild()
    expect({ promoted, same: comparison?.same }).toEqual({ promoted: true, same: true })
    await add(...names(10))
    await caughtUp()
    expect(await told()).toEqual(expected(7))
  })

  it('goes on from its last commit', async () => {
    await add(...names(60))
    const projector = await caughtUp(2)
    const breaking = new AbortController()
    const broken = projector.rebuild({ signal: breaking.signal, progress: () => breaking.abort() })
    await expect(broken).rejects.toThrow()
    await add(...names(10))
    expect((await projector.rebuild()).comparison?.same).toBe(true)
    expect(await told()).toEqual(expected(7))
  })

  it('compares the rows that one of the tables has seen more of, as the other will write them', async () => {
    await add(...names(30))
    const projector = await caughtUp()
    let writing = Promise.resolve()
    const during = {
      progress: (phase: string) => {
        if (phase === 'comparing') writing = writing.then(() => add('n1', 'n7', 'new'))
      },
    }
    expect((await projector.rebuild(during)).comparison?.same).toBe(true)
    await writing
    await caughtUp()
    expect(await told()).toHaveLength(11)

    await world.database.query(
      `update ${await activeTable(world.database, 'tally')} set about = '{}' where name in ('n1', 'n2')`,
    )
    const { promoted, comparison } = await projector.rebuild()
    expect(promoted).toBe(false)
    expect(comparison).toMatchObject({ same: false, changed: 2, columns: { about: 2 }, keys: ['n1', 'n2'] })
  })
})
