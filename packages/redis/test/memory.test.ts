import { describe, expect, it } from 'vitest'
import { sharedConformance } from '../src/conformance.ts'
import { memoryCounter, memoryShared, openShared } from '../src/index.ts'
import { memoryCache } from '../src/memory-cache.ts'
import { memoryPresence } from '../src/memory-presence.ts'

const quiet = { warn: () => {}, info: () => {} }

sharedConformance('a process without an address', async () => {
  const shared = await openShared({ namespace: 'prueba', logger: quiet })
  return [shared, shared]
})

describe('memory', () => {
  it('counts no more keys than it may', async () => {
    const counter = memoryCounter({ maxKeys: 2 })
    for (const key of ['a', 'b', 'a', 'c']) await counter.hit(key, 60_000)
    expect(await counter.hit('a', 60_000)).toMatchObject({ count: 3 })
    expect(await counter.hit('b', 60_000)).toMatchObject({ count: 1 })
  })

  it('begins a new window when the time of one is over', async () => {
    let now = 0
    const counter = memoryCounter({ elapsed: () => now })
    expect(await counter.hit('a', 100)).toEqual({ count: 1, endsInMs: 100 })
    now = 99
    expect(await counter.hit('a', 100)).toEqual({ count: 2, endsInMs: 1 })
    now = 100
    expect(await counter.hit('a', 100)).toEqual({ count: 1, endsInMs: 100 })
  })

  it('keeps no more answers than it may', async () => {
    const cache = memoryCache({ maxEntries: 2 })
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, 60_000)
    expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.get(key)))).toEqual([undefined, 'b', 'c'])
  })

  it('knows of no more places than it may', async () => {
    const presence = memoryPresence({ maxPlaces: 2 })
    for (const place of ['a', 'b', 'a', 'c']) await presence.tell(place, 'ana', 'here', 60_000)
    const sizes = await Promise.all(['a', 'b', 'c'].map(async (place) => (await presence.here(place)).size))
    expect(sizes).toEqual([1, 0, 1])
  })

  it('has nothing that could be away', () => {
    expect(memoryShared().checks).toEqual([])
  })
})
