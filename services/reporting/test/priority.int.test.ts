import { addDays, bogotaInstant } from '@ventanilla/calendar'
import { type PublicEvent, trackingCode, trackingHash } from '@ventanilla/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld, trackingSecret, type World } from './world.ts'

const codeOf = (n: number) => trackingCode(trackingSecret, caseId(n))

const tell = publisher()

/** Cases 1 to 4 in the order of their due dates; 3 has priority, 2 had it, 4 waits for a decision. */
function told(): PublicEvent[] {
  const born = (n: number) => {
    const [id, day] = [caseId(n), `2024-01-${14 + n}`]
    const at = bogotaInstant(day, '10:00')
    return [
      tell.filed(id, at, { trackingHash: trackingHash(trackingSecret, codeOf(n)) }),
      tell.numbered(id, at, n),
      tell.opened(id, at, { procedureVersion: 1 }),
      tell.started(id, day, `2024-02-0${4 + n}`),
    ]
  }
  return [
    ...[1, 2, 3, 4].flatMap(born),
    tell.prioritized(caseId(2), '2024-01-18', 'granted', 'ninez'),
    tell.prioritized(caseId(2), '2024-01-19', 'withdrawn', 'ninez'),
    tell.prioritized(caseId(3), '2024-01-18', 'asked', 'periodista'),
    tell.prioritized(caseId(3), '2024-01-19', 'granted', 'periodista'),
    tell.prioritized(caseId(4), '2024-01-22', 'asked', 'vida-o-integridad'),
  ]
}

describe('what has priority', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld('2024-01-23T15:00:00.000Z')
    await world.hear(told())
    await world.settled()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const list = async (query = '') => {
    const { status, json } = await world.request('GET', `/v1/worklist?entity=icetex${query}`)
    expect(status).toBe(200)
    return { ids: json.items.map((one: { caseId: string }) => one.caseId), ...json }
  }
  const cases = (...numbers: number[]) => numbers.map(caseId)

  it('comes first in the worklist with its ground, page by page; or in its turn, for who asks so', async () => {
    const { ids, items } = await list()
    expect(ids).toEqual(cases(3, 1, 2, 4))
    expect(items[0]).toMatchObject({
      ...{ priority: 'granted', priorityGround: 'periodista', priorityOn: '2024-01-19' },
      ...{ due: '2024-02-07', stateSince: '2024-01-17', stayWarning: null },
    })
    const first = await list('&limit=1')
    const second = await list(`&limit=2&cursor=${first.next}`)
    const third = await list(`&limit=2&cursor=${second.next}`)
    expect([first.ids, second.ids, third.ids]).toEqual([cases(3), cases(1, 2), cases(4)])
    const byDue = await list('&sort=due&limit=2')
    const rest = await list(`&sort=due&cursor=${byDue.next}`)
    expect([byDue.ids, rest.ids]).toEqual([cases(1, 2), cases(3, 4)])
  })

  it('can be asked for alone, and so can what waits for a decision', async () => {
    expect((await list('&priority=granted')).ids).toEqual(cases(3))
    expect((await list('&priority=asked')).ids).toEqual(cases(4))
  })

  it('says so in the case file, with when and why, and leaves the due date as it was', async () => {
    const { json } = await world.request('GET', `/v1/case-files/${caseId(3)}`)
    expect(json).toMatchObject({ priority: 'granted', priorityGround: 'periodista', due: '2024-02-07' })
    const decisions = json.timeline.filter(({ type }: { type: string }) => type === 'CasePrioritySet')
    expect(decisions.map(({ data }: { data: object }) => data)).toEqual([
      { is: 'asked', ground: 'periodista', on: '2024-01-18' },
      { is: 'granted', ground: 'periodista', on: '2024-01-19' },
    ])
  })

  it('is told to whoever follows it, in plain words', async () => {
    const follow = async (n: number) => {
      const body = { radicado: `ICX-2024-00000${n}`, code: codeOf(n) }
      return (await world.request('POST', '/v1/public/follow', body, { scope: '' })).json.priority
    }
    expect(await follow(1)).toBeNull()
    expect(await follow(2)).toMatch(/^El 19 de enero de 2024 se le retiró la atención prioritaria\./)
    expect(await follow(3)).toBe(
      'Tiene atención prioritaria desde el 19 de enero de 2024: la atendemos antes que las demás. ' +
        'El plazo para responderle es el mismo.',
    )
    expect(await follow(4)).toBe(
      'El 22 de enero de 2024 se pidió que tenga atención prioritaria. Todavía no se ha decidido.',
    )
  })

  it('is told of their own filing alone to whoever filed one that rests in another', async () => {
    await world.hear(tell.merged(caseId(4), caseId(3), '2024-01-23'))
    await world.settled()
    const body = { radicado: 'ICX-2024-000004', code: codeOf(4) }
    const { json } = await world.request('POST', '/v1/public/follow', body, { scope: '' })
    expect([json.mergedInto, json.priority]).toEqual([
      'ICX-2024-000003',
      'El 22 de enero de 2024 se pidió que tenga atención prioritaria. Todavía no se ha decidido.',
    ])
    await world.hear(tell.unmerged(caseId(4), caseId(3), '2024-01-23'))
    await world.settled()
  })

  it('is counted', async () => {
    const { json } = await world.request('GET', '/v1/indicators?entity=icetex')
    expect(json.total).toMatchObject({ received: 4, prioritized: 1, prioritizedTimeliness: null })
  })
})

it('is the same when it is built again, whatever the order of grants and withdrawals', async () => {
  await using world = await openWorld('2024-03-01T15:00:00.000Z')
  const steps = fc.array(fc.constantFrom('asked', 'granted', 'refused', 'withdrawn'), { maxLength: 9 })
  const histories = fc.sample(steps, { numRuns: 40, seed: 67 })
  const tell = publisher()
  const events = histories.flatMap((history, n) => [
    tell.filed(caseId(n), '2024-01-15T15:00:00.000Z'),
    tell.opened(caseId(n), '2024-01-15T15:00:00.000Z'),
    tell.started(caseId(n), '2024-01-15', '2024-02-05'),
    ...history.map((is, nth) => tell.prioritized(caseId(n), addDays('2024-01-16', nth), is)),
  ])
  await world.hear(events)
  await world.settled()
  const { json } = await world.request('GET', '/v1/worklist?entity=icetex&limit=100')
  const priorities = json.items.map(({ priority }: { priority: string }) => priority)
  const granted = histories.filter((history) => history.at(-1) === 'granted').length
  expect(granted).toBeGreaterThan(3)
  const first = Array.from({ length: granted }, () => 'granted')
  expect(priorities.slice(0, granted)).toEqual(first)
  expect(priorities.slice(granted)).not.toContain('granted')

  const [files] = world.service.projectors
  const before = await files?.digest()
  const { promoted, comparison } = (await files?.rebuild()) ?? {}
  expect([promoted, comparison?.same, await files?.digest()]).toEqual([true, true, before])
}, 60_000)
