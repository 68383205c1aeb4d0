import { setTimeout as sleep } from 'node:timers/promises'
import { bogotaInstant } from '@ventanilla/calendar'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type EventSource, type Following, follow as open } from './event-source.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const NOW = '2024-02-20T15:00:00.000Z'
const at = bogotaInstant('2024-02-20', '10:00')

describe('updates', () => {
  let world: World
  const tell = publisher()
  beforeAll(async () => {
    world = await openWorld(NOW)
    await world.hear([tell.filed(caseId(1), at), tell.numbered(caseId(1), at, 1)])
    await world.settled()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function follow(following: Following = {}): Promise<EventSource> {
    const source = await open(world.address, following)
    onTestFinished(() => source.close())
    return source
  }

  it('tell of every fact of a case from now on, where it stands and nothing of what it says', async () => {
    const source = await follow()
    expect(source.status).toBe(200)
    expect(source.headers.get('content-type')).toContain('text/event-stream')
    await world.hear([
      tell.opened(caseId(1), at),
      tell.requested(caseId(1), at),
      tell.filed(caseId(2), at),
      tell.numbered(caseId(2), at, 2),
    ])
    await source.told(4)
    expect(source.messages.map(({ id, event }) => [id, event])).toEqual([
      [2, 'ready'],
      ...[3, 4, 5, 6].map((position) => [position, 'case']),
    ])
    expect(source.cases()[0]).toEqual({
      ...{ caseId: caseId(1), type: 'ventanilla.routing.CaseOpened.v2', position: 3, at },
    })
    expect(new Set(source.cases().flatMap(Object.keys))).toEqual(
      new Set(['caseId', 'type', 'position', 'at']),
    )
  })

  it('come when the case can be read with them', async () => {
    const source = await follow()
    for (let n = 10; n < 15; n++) {
      const told = source.cases().length
      await world.hear([tell.filed(caseId(n), at), tell.numbered(caseId(n), at, n)])
      await source.told(told + 2)
      const { json } = await world.request('GET', `/v1/case-files/${caseId(n)}`)
      expect(json.radicado).toBe(`ICX-2024-0000${n}`)
    }
  })

  it('come to whoever was away from where they left, each once, with no gap', async () => {
    const source = await follow()
    await world.hear([tell.filed(caseId(20), at), tell.numbered(caseId(20), at, 20)])
    await source.told(2)
    const left = source.messages.at(-1)?.id ?? 0
    source.close()
    await world.hear(Array.from({ length: 8 }, (_, i) => tell.filed(caseId(21 + i), at)))
    const again = await follow({ lastId: left })
    await again.told(8)
    await world.hear([tell.filed(caseId(30), at)])
    await again.told(9)
    expect(again.messages.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => left + i))
    const all = await follow({ lastId: 0 })
    const head = again.messages.at(-1)?.id ?? 0
    await all.told(head)
    expect(all.cases().map(({ position }) => position)).toEqual(Array.from({ length: head }, (_, i) => i + 1))
  })

  it('of another entity are somebody else’s', async () => {
    const [mine, theirs] = [await follow(), await follow({ entity: 'cisa' })]
    await world.hear([publisher('cisa').filed(caseId('cisa'), at)])
    await theirs.told(1)
    await world.hear([tell.filed(caseId(40), at)])
    await mine.told(1)
    expect([mine, theirs].map((one) => one.cases().map((data) => data.caseId))).toEqual([
      [caseId(40)],
      [caseId('cisa')],
    ])
  })

  it('are for who may read cases', async () => {
    const get = (more = {}) => world.request('GET', '/v1/updates?entity=icetex', undefined, more)
    expect((await get({ scope: '' })).json.code).toBe('token-missing')
    expect((await get({ scope: 'filings:write' })).json.code).toBe('scope-missing')
    expect((await get({ entity: 'cisa' })).json.code).toBe('scope-missing')
    expect((await world.request('GET', '/v1/updates')).json.code).toBe('validation-failed')
  })

  it('begin where the journal has been', async () => {
    for (const lastId of ['x', '-1', '1.5', '', 99_999]) {
      const { status } = await follow({ lastId })
      expect([lastId, status]).toEqual([lastId, 400])
    }
  })

  it('are for so many at a time', async () => {
    const sources = await Promise.all(Array.from({ length: 20 }, () => follow({ client: 'ventanas' })))
    expect(new Set(sources.map(({ status }) => status))).toEqual(new Set([200]))
    const more = await follow({ client: 'ventanas' })
    expect([more.status, more.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await follow({ client: 'otra' })).status).toBe(200)
    sources[0]?.close()
    let status = 429
    for (let tries = 0; status === 429 && tries < 500; tries++) {
      await sleep(10)
      status = (await follow({ client: 'ventanas' })).status
    }
    expect(status).toBe(200)
  })
})

it('a service that stops lets everybody go who follows it', async () => {
  const world = await openWorld(NOW)
  const sources = await Promise.all([1, 2, 3].map(() => open(world.address)))
  expect(sources.map(({ status }) => status)).toEqual([200, 200, 200])
  await world[Symbol.asyncDispose]()
  expect(await Promise.all(sources.map(({ ended }) => ended))).toEqual([true, true, true])
})
