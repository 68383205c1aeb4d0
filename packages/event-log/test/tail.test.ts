import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Recorded } from '../src/index.ts'
import { throughTail } from '../src/tail.ts'

const event = (entity: string, position: number) => ({ entity, position }) as Recorded

/** Logs that grow, and how often they were read. */
function world() {
  const heads = new Map<string, number>()
  let asked = 0
  const stored = (entity: string, after: number, limit: number) =>
    Array.from({ length: Math.max(0, Math.min(limit, (heads.get(entity) ?? 0) - after)) }, (_, n) =>
      event(entity, after + n + 1),
    )
  const read = throughTail(async (entity, after, limit) => {
    asked += 1
    return stored(entity, after, limit)
  })
  return { heads, read, stored, asked: () => asked }
}

it('reads once for all who want the same, at the same time or later', async () => {
  const { heads, read, asked, stored } = world()
  heads.set('a', 10)
  const both = await Promise.all([read('a', 0, 10), read('a', 0, 4)])
  expect(both).toEqual([stored('a', 0, 10), stored('a', 0, 4)])
  expect(await read('a', 7, 3)).toEqual(stored('a', 7, 3))
  expect(asked()).toBe(1)
  // More than is known here may be there.
  expect(await read('a', 7, 4)).toEqual(stored('a', 7, 4))
  expect(asked()).toBe(2)
})

it('says what the log says, whoever reads what and in which order', async () => {
  const entity = fc.constantFrom('a', 'b', 'c')
  const step = fc.oneof(
    fc.record({ grow: entity, by: fc.integer({ min: 1, max: 1_500 }) }),
    fc.record({
      reads: fc.array(
        fc.record({
          entity,
          after: fc.integer({ min: 0, max: 4_000 }),
          limit: fc.integer({ min: 1, max: 900 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const { heads, read, stored } = world()
      for (const one of steps)
        if ('grow' in one) heads.set(one.grow, (heads.get(one.grow) ?? 0) + one.by)
        else {
          const found = await Promise.all(one.reads.map((of) => read(of.entity, of.after, of.limit)))
          expect(found).toEqual(one.reads.map((of) => stored(of.entity, of.after, of.limit)))
        }
    }),
  )
})
