import { expect, it } from 'vitest'
import { newClusterId } from '../src/kafka/format.ts'

it('gives a folder of Kafka an id that no command takes for an option', () => {
  const ids = Array.from({ length: 10_000 }, newClusterId)
  expect(ids.filter((id) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/.test(id))).toEqual([])
})
