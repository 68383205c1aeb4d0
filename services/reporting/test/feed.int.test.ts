import { bogotaInstant } from '@ventanilla/calendar'
import { openDatabase } from '@ventanilla/database'
import { memoryShared } from '@ventanilla/redis'
import { createLogger } from '@ventanilla/runtime'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createFeed, type Feed } from '../src/queries/updates/feed.ts'
import { announceWrites } from '../src/reactions/announce.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const at = bogotaInstant('2024-02-20', '10:00')
const tell = publisher()
const never = 3_600_000
const { signal } = new AbortController()
let world: World
let database: Awaited<ReturnType<typeof openDatabase>>
let n = 0

beforeAll(async () => {
  world = await openWorld('2024-02-20T15:00:00.000Z')
  database = await openDatabase({ url: world.url, max: 2, applicationName: 'feed-test' })
})
afterAll(async () => {
  await database?.close()
  await world?.[Symbol.asyncDispose]()
})

function open(pollMs: number, { channel } = memoryShared()): Feed {
  const feed = createFeed({
    ...{ database, log: world.service.log, channel, pollMs },
    logger: createLogger({ level: 'silent' }),
  })
  onTestFinished(() => feed.close())
  return feed
}

describe('who follows', () => {
  it('is woken by who wrote, long before the next look', async () => {
    const shared = memoryShared()
    onTestFinished(announceWrites(world.service.log, shared.channel))
    const { tail } = await open(never, shared).hold('icetex')
    const next = tail.next(tail.end(), never, signal)
    await world.hear([tell.filed(caseId(n), at)])
    expect((await next).updates).toMatchObject([{ caseId: caseId(n++) }])
  })

  it('looks by themselves when nobody wakes them', async () => {
    const { tail } = await open(30).hold('icetex')
    const next = tail.next(tail.end(), never, signal)
    await world.hear([tell.filed(caseId(n), at)])
    expect((await next).updates).toMatchObject([{ caseId: caseId(n++) }])
  })

  it('waits no longer than they want, and is let go when the feed is', async () => {
    const feed = open(never)
    const { tail, closing } = await feed.hold('icetex')
    expect(await tail.next(tail.end(), 10, closing)).toEqual({ updates: [], upTo: tail.end() })
    const next = tail.next(tail.end(), never, closing)
    feed.letGo()
    expect((await next).updates).toEqual([])
  })

  it('gets what is no longer remembered from the journal', async () => {
    const { tail } = await open(20).hold('icetex')
    const start = tail.end()
    const many = Array.from({ length: 1_300 }, () => tell.filed(caseId(n++), at))
    for (let i = 0; i < many.length; i += 100) await world.hear(many.slice(i, i + 100))
    const seen: number[] = []
    for (let after = start; after < start + many.length; ) {
      const { updates, upTo } = await tail.next(after, never, signal)
      seen.push(...updates.map(({ position }) => position))
      after = upTo
    }
    expect(seen).toEqual(many.map((_, i) => start + 1 + i))
  })
})

it('a journal that nobody follows any more is not read', async () => {
  const feed = open(5)
  const [one, two] = [await feed.hold('icetex'), await feed.hold('icetex')]
  expect(two.tail).toBe(one.tail)
  one.release()
  one.release()
  expect((await feed.hold('icetex')).tail).toBe(one.tail)
  await feed.close()
  const before = one.tail.end()
  await world.hear([tell.filed(caseId(n++), at)])
  await world.settled()
  expect(one.tail.end()).toBe(before)
})
