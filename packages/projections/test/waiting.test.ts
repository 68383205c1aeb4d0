import { expect, it } from 'vitest'
import { createWaiting } from '../src/waiting.ts'

const serving = (position: number, table = 'one') => ({ table, places: { a: position } })
const never = async () => undefined

it('answers at once what was seen already', async () => {
  const { told, until } = createWaiting(never)
  told(serving(5))
  expect(await until('a', 5, 0)).toBe('one')
})

it('waits until it is told, and is not content with less', async () => {
  const { told, until } = createWaiting(never)
  const waiting = until('a', 5, 60_000)
  told(serving(4))
  told({ table: 'one', places: { b: 9 } })
  told(serving(6))
  expect(await waiting).toBe('one')
})

it('finds what another process folds, with one question for all who wait', async () => {
  let position = 0
  let asking = 0
  let most = 0
  const { until } = createWaiting(async () => {
    most = Math.max(most, ++asking)
    await new Promise((resolve) => setImmediate(resolve))
    asking -= 1
    return serving(++position, 'theirs')
  })
  const all = await Promise.all([1, 2, 3].map((at) => until('a', at, 60_000)))
  expect(all).toEqual(['theirs', 'theirs', 'theirs'])
  expect(most).toBe(1)
})

it('gives up after its time', async () => {
  const { until } = createWaiting(async () => serving(4))
  expect(await until('a', 5, 20)).toBeUndefined()
})

it('passes on what went wrong with a look', async () => {
  const { until } = createWaiting(async () => {
    throw new Error('the database is away')
  })
  await expect(until('a', 5, 60_000)).rejects.toThrow('away')
})
