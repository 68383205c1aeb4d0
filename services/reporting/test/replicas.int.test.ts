import { setTimeout as sleep } from 'node:timers/promises'
import { bogotaInstant } from '@ventanilla/calendar'
import { askRedis } from '@ventanilla/local-servers'
import { createLogger, openSharing, type Sharing } from '@ventanilla/runtime'
import { ownRedis } from '@ventanilla/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EventSource, follow } from './event-source.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const NOW = '2024-02-20T15:00:00.000Z'
const at = bogotaInstant('2024-02-20', '10:00')
const tell = publisher()
let n = 0

let redis: Awaited<ReturnType<typeof ownRedis>>
let sharings: Sharing[]
let writer: World
let other: World
const undo = new AsyncDisposableStack()

/** Two replicas of reporting on one database and one Redis. */
beforeAll(async () => {
  redis = undo.use(await ownRedis())
  const open = async () => {
    const config = { REDIS_URL: redis.server.url, REDIS_SECRET: 'una frase larga que las dos conocen' }
    const sharing = await openSharing(config, {
      namespace: 'reporting',
      logger: createLogger({ level: 'silent' }),
    })
    undo.use(sharing.shared)
    return sharing
  }
  sharings = [await open(), await open()]
  writer = undo.use(await openWorld(NOW, {}, { ...(sharings[0] && { sharing: sharings[0] }) }))
  other = undo.use(
    await openWorld(NOW, {}, { url: writer.url, ...(sharings[1] && { sharing: sharings[1] }) }),
  )
})
afterAll(() => undo.disposeAsync())

/** Follows a filing that nobody has: it may be tried twenty times a minute. @returns statuses */
async function tries(world: World, count: number): Promise<number[]> {
  const statuses = []
  for (let i = 0; i < count; i++) {
    const { status } = await world.request(
      'POST',
      '/v1/public/follow',
      { radicado: 'X', code: 'X' },
      { scope: '' },
    )
    statuses.push(status)
  }
  return statuses
}
const times = (count: number, status: number) => Array.from({ length: count }, () => status)

/** One more case is heard of by the writer; the other one's readers are told. */
async function arrives(readers: readonly EventSource[]): Promise<void> {
  const before = readers.map((reader) => reader.cases().length)
  await writer.hear([tell.filed(caseId(n++), at)])
  for (const [i, reader] of readers.entries()) await reader.told((before[i] ?? 0) + 1)
}

async function redisIs(status: 'pass' | 'warn'): Promise<void> {
  for (const world of [writer, other]) {
    for (;;) {
      const ready = await world.request('GET', '/readyz')
      expect([ready.status, ready.json.status]).toEqual([200, 'pass'])
      const check = ready.json.checks.find(({ name }: { name: string }) => name === 'redis')
      if (check?.status === status) break
      await sleep(20)
    }
  }
}

it('go on without Redis, each by itself, and are together again when it is back', {
  timeout: 120_000,
}, async () => {
  const readers = [await follow(writer.address), await follow(other.address)]
  await redisIs('pass')
  await arrives(readers)
  expect(await tries(writer, 9)).toEqual(times(9, 404))
  expect(await tries(other, 11)).toEqual(times(11, 404))
  expect([await tries(writer, 1), await tries(other, 1)]).toEqual([[429], [429]])
  await keysAreNobodys()

  await redis.server.kill()
  await redisIs('warn')
  await arrives(readers)
  // Each goes on from what it has counted itself: the refused ones too.
  expect(await tries(writer, 11)).toEqual([...times(10, 404), 429])
  expect(await tries(other, 9)).toEqual([...times(8, 404), 429])
  expect((await writer.request('GET', '/v1/indicators?entity=icetex')).json.total.received).toBe(n)

  await redis.restart()
  await redisIs('pass')
  await arrives(readers)
  expect(await tries(writer, 10)).toEqual(times(10, 404))
  expect(await tries(other, 11)).toEqual([...times(10, 404), 429])
  expect(readers.map((reader) => reader.cases().map(({ position }) => position))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ])
  for (const reader of readers) reader.close()
})

it('answer while Redis is silent', { timeout: 120_000 }, async () => {
  await redisIs('pass')
  const reader = await follow(other.address)
  process.kill(redis.server.pid, 'SIGSTOP')
  try {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => writer.request('GET', '/v1/indicators?entity=icetex')),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await arrives([reader])
    await redisIs('warn')
  } finally {
    process.kill(redis.server.pid, 'SIGCONT')
  }
  await redisIs('pass')
  await arrives([reader])
  reader.close()
})

/** Clients by their id, addresses by a keyed hash; and nothing stays. */
async function keysAreNobodys(): Promise<void> {
  await writer.request('GET', '/v1/indicators?entity=icetex')
  const keys = (await askRedis(redis.server.url, 'KEYS *')).split('\r\n').filter((line) => line.includes(':'))
  expect(keys.some((key) => key.includes('count:all:client:consola'))).toBe(true)
  expect(keys.some((key) => /count:POST \/v1\/public\/follow:address:[\w-]{22}$/.test(key))).toBe(true)
  expect(keys.some((key) => key.includes('cache:indicators:'))).toBe(true)
  expect(keys.join()).not.toContain('127.0.0.1')
  for (const key of keys) {
    const ttl = await askRedis(redis.server.url, `PTTL "${key}"`)
    expect(Number(/:(-?\d+)/.exec(ttl)?.[1])).toBeGreaterThan(0)
  }
}
