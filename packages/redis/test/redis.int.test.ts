import { setTimeout as sleep } from 'node:timers/promises'
import { ownRedis, tcpProxy, watchLeaks } from '@ventanilla/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sharedConformance } from '../src/conformance.ts'
import { openShared, type Shared } from '../src/index.ts'

const MINUTE = 60_000
let own: Awaited<ReturnType<typeof ownRedis>>
let namespace: string
let lines: string[]
let n = 0

beforeAll(async () => {
  own = await ownRedis()
})
afterAll(() => own[Symbol.asyncDispose]())
beforeEach(() => {
  namespace = `prueba-${n++}`
  lines = []
})

const note = (level: string) => (first: object | string, message?: string) =>
  void lines.push(`${level} ${message ?? first}`)

async function open(url = own.server.url): Promise<Shared> {
  const shared = await openShared({ url, namespace, logger: { warn: note('warn'), info: note('info') } })
  onTestFinished(() => shared[Symbol.asyncDispose]())
  return shared
}

const proxy = () => tcpProxy({ to: `127.0.0.1:${own.server.port}` })

const there = ({ checks }: Shared) => checks.every(({ probe }) => probe())
const until = async (holds: () => boolean) => {
  while (!holds()) await sleep(10)
}

/** A call adds a quarter of a second at most: with room for a busy machine, and far from what waiting for Redis takes. */
const BOUND = 2_000
async function timed<T>(work: Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work
  expect(performance.now() - start).toBeLessThan(BOUND)
  return result
}

sharedConformance('Redis', async () => [await open(), await open()])

describe('when Redis', () => {
  it('is killed, each process goes on counting where it stands, and they share again when it is back', async () => {
    const [a, b] = [await open(), await open()]
    for (const one of [a, a, b]) await one.counter.hit('x', MINUTE)
    await a.cache.set('k', 'v', MINUTE)
    await a.presence.tell('x', 'ana', 'here', MINUTE)
    const heard: string[] = []
    b.channel.listen('t', (message) => heard.push(message))
    await own.server.kill()
    expect(await timed(a.counter.hit('x', MINUTE))).toMatchObject({ count: 3 })
    expect(await timed(b.counter.hit('x', MINUTE))).toMatchObject({ count: 2 })
    expect(await timed(a.cache.get('k'))).toBeUndefined()
    // Each process knows of those who told it.
    await timed(b.presence.tell('x', 'bea', 'here', MINUTE))
    expect([...(await timed(a.presence.here('x'))).keys()]).toEqual(['ana'])
    expect([...(await timed(b.presence.here('x'))).keys()]).toEqual(['bea'])
    await timed(a.cache.set('k', 'v', MINUTE))
    await timed(a.cache.forget('k'))
    b.channel.tell('t', 'from itself')
    expect(heard).toEqual(['from itself'])
    expect([there(a), there(b)]).toEqual([false, false])

    await own.restart()
    await until(() => there(a) && there(b))
    expect(await a.counter.hit('y', MINUTE)).toMatchObject({ count: 1 })
    expect(await b.counter.hit('y', MINUTE)).toMatchObject({ count: 2 })
    await until(() => {
      a.channel.tell('t', 'from the other')
      return heard.includes('from the other')
    })
    expect(lines.map((line) => line.slice(0, 18)).toSorted()).toEqual([
      ...['info Redis is back', 'info Redis is back'],
      ...['warn Redis is away', 'warn Redis is away'],
    ])
  })

  it('freezes, those who wait get over it once, and nobody waits after them', async () => {
    const shared = await open()
    await shared.counter.hit('x', MINUTE)
    process.kill(own.server.pid, 'SIGSTOP')
    try {
      const waiting = Array.from({ length: 50 }, () => shared.counter.hit('x', MINUTE))
      const counts = (await timed(Promise.all(waiting))).map(({ count }) => count)
      expect(counts).toEqual(Array.from({ length: 50 }, (_, i) => i + 2))
      // A hundred in a row within the time of one.
      await timed(
        (async () => {
          for (let i = 0; i < 100; i++) await shared.counter.hit('x', MINUTE)
        })(),
      )
      await sleep(1_500) // the socket is given up, and the next one is as silent
      expect(there(shared)).toBe(false)
      await timed(shared.counter.hit('x', MINUTE))
    } finally {
      process.kill(own.server.pid, 'SIGCONT')
    }
    await until(() => there(shared))
    expect(lines).toHaveLength(2)
  })

  it('is behind a network that swallows everything, the same', async () => {
    await using way = await proxy()
    const shared = await open(way.url(own.server.url))
    expect(there(shared)).toBe(true)
    way.blackhole()
    await timed(shared.counter.hit('x', MINUTE))
    await timed(shared.cache.get('k'))
    await sleep(1_500)
    await timed(shared.counter.hit('x', MINUTE))
    way.heal()
    await until(() => there(shared))
    expect(lines).toHaveLength(2)
  })

  it('goes silent while nobody asks, it is noticed all the same', async () => {
    await using way = await proxy()
    const shared = await open(way.url(own.server.url))
    way.blackhole()
    await until(() => !there(shared))
    expect(lines).toHaveLength(1)
  })

  it('is gone from the other end of a connection that looks open, another one is made', async () => {
    await using way = await proxy()
    const shared = await open(way.url(own.server.url))
    await shared.counter.hit('x', MINUTE)
    way.halfOpen('server')
    expect(await timed(shared.counter.hit('x', MINUTE))).toMatchObject({ count: 2 })
    await until(() => there(shared))
    expect(await shared.counter.hit('x', MINUTE)).toMatchObject({ count: 2 }) // the one before never arrived
    expect(lines).toHaveLength(2)
  })

  it('takes no writes, it counts as away until it does', async () => {
    const shared = await open()
    const redis = new Redis(own.server.url)
    onTestFinished(() => redis.disconnect())
    await redis.call('REPLICAOF', '127.0.0.1', '1')
    try {
      expect(await shared.counter.hit('x', MINUTE)).toMatchObject({ count: 1 })
      expect(await shared.counter.hit('x', MINUTE)).toMatchObject({ count: 2 })
      await sleep(1_200) // more than one look
      expect(there(shared)).toBe(false)
    } finally {
      await redis.call('REPLICAOF', 'NO', 'ONE')
    }
    await until(() => there(shared))
    expect(lines).toHaveLength(2)
  })

  it('isn’t there at the start, nobody waits for long, and it is taken when it comes', async () => {
    await own.server.kill()
    const shared = await open()
    expect(await timed(shared.counter.hit('x', MINUTE))).toMatchObject({ count: 1 })
    expect(lines).toEqual([expect.stringContaining('warn Redis is away')])
    await own.restart()
    await until(() => there(shared))
    expect(lines.at(-1)).toBe('info Redis is back')
  })
})

it('leaves nothing open, whether Redis is there, silent or gone', async () => {
  await using way = await proxy()
  const leaks = watchLeaks()
  for (const prepare of [() => {}, () => way.blackhole(), () => way.heal()]) {
    const shared = await openShared({
      url: way.url(own.server.url),
      namespace,
      logger: { warn() {}, info() {} },
    })
    shared.channel.listen('t', () => {})
    prepare()
    await shared.counter.hit('x', MINUTE)
    await shared[Symbol.asyncDispose]()
  }
  way.heal()
  const gone = await openShared({ url: 'redis://127.0.0.1:1', namespace, logger: { warn() {}, info() {} } })
  await gone[Symbol.asyncDispose]()
  await leaks.check()
})
