import { bogotaInstant } from '@ventanilla/calendar'
import { openDatabase } from '@ventanilla/database'
import { type Cache, memoryShared } from '@ventanilla/redis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cachedIndicators, type IndicatorsReader } from '../src/queries/indicators/cached.ts'
import { readIndicators } from '../src/queries/indicators/reader.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const at = bogotaInstant('2024-02-20', '10:00')
const asked = { entity: 'icetex', today: '2024-02-20' }
const tell = publisher()
let world: World
let database: Awaited<ReturnType<typeof openDatabase>>
let n = 0

beforeAll(async () => {
  world = await openWorld('2024-02-20T15:00:00.000Z')
  database = await openDatabase({ url: world.url, max: 2, applicationName: 'indicators-cache-test' })
})
afterAll(async () => {
  await database?.close()
  await world?.[Symbol.asyncDispose]()
})

async function happen(): Promise<void> {
  await world.hear([tell.filed(caseId(n++), at)])
  await world.settled()
}

let keys: string[]
let read: IndicatorsReader
let second: IndicatorsReader

/** Two readers with one cache, that notes what is put in. */
beforeEach(async () => {
  keys = []
  const { cache } = memoryShared()
  const noting: Cache = {
    ...cache,
    set: async (key, value, ttl) => {
      keys.push(key)
      await cache.set(key, value, ttl)
    },
  }
  read = cachedIndicators({ database, log: world.service.log, cache: noting })
  second = cachedIndicators({ database, log: world.service.log, cache: noting })
  await happen()
})

it('are counted once while nothing happens, for whoever asks', async () => {
  const counted = await readIndicators(database, asked)
  expect(await read(asked)).toEqual(counted)
  expect(await second(asked)).toEqual(counted)
  expect(await Promise.all([read(asked), read(asked)])).toEqual([counted, counted])
  expect(keys).toHaveLength(1)
})

it('are counted once for all who ask at the same time', async () => {
  await Promise.all(Array.from({ length: 8 }, () => read(asked)))
  expect(keys).toHaveLength(1)
})

it('are never older than what can be read', async () => {
  for (let i = 0; i < 5; i++) {
    await happen()
    expect(await read(asked)).toEqual(await readIndicators(database, asked))
    expect(await second(asked)).toEqual(await readIndicators(database, asked))
  }
  expect(keys).toHaveLength(5)
})

it('differ with everything that is asked for', async () => {
  const others = [
    { ...asked, entity: 'cisa' },
    { ...asked, today: '2024-02-21' },
    { ...asked, from: '2024-01-01' },
    { ...asked, to: '2024-01-01' },
    { ...asked, by: 'kind' as const },
  ]
  for (const one of [asked, ...others]) expect(await read(one)).toEqual(await readIndicators(database, one))
  expect(new Set(keys).size).toBe(6)
})

it('are of the table that serves', async () => {
  await read(asked)
  await world.service.projectors.find(({ name }) => name === 'case_files')?.rebuild()
  expect(await read(asked)).toEqual(await readIndicators(database, asked))
  expect(keys).toHaveLength(2)
})

it('say nothing of who asks, and name no case', async () => {
  await read({ ...asked, by: 'kind' })
  expect(keys.join()).toMatch(/^indicators:[0-9a-f]{64}$/)
})

it('are counted when the cache has lost them', async () => {
  const lost: Cache = { get: async () => undefined, set: async () => {}, forget: async () => {} }
  const reader = cachedIndicators({ database, log: world.service.log, cache: lost })
  expect([await reader(asked), await reader(asked)]).toEqual([await read(asked), await read(asked)])
})
