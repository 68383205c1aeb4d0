import { bogotaInstant } from '@ventanilla/calendar'
import { assertPublic, type PublicEvent } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import { storeMigrations } from '@ventanilla/runtime'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportingMigrations } from '../src/adapters/reached.ts'
import { publications } from '../src/publications.ts'
import { follow } from './event-source.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

/** A Monday. Whatever runs is at risk here, from its first midnight on. */
const config = { RISK_THRESHOLD: '0.1', RISK_WITHOUT_HISTORY: '0.2' }
const NOW = bogotaInstant('2024-02-05', '08:00')
const DUE = '2024-02-26'

describe('early alerts, once told', () => {
  let fresh: FreshDatabase
  let world: World
  const tell = publisher()

  function born(n: number, area = 'cartera', more = {}): PublicEvent[] {
    const at = bogotaInstant('2024-02-05', '10:00')
    return [
      ...[tell.filed(caseId(n), at, more), tell.numbered(caseId(n), at, n), tell.opened(caseId(n), at, more)],
      ...[tell.assigned(caseId(n), at, area), tell.started(caseId(n), '2024-02-05', DUE)],
    ]
  }

  async function reach(instant: string): Promise<void> {
    world.clock.advance(instant)
    world.reach(instant)
    await world.settled()
  }

  beforeAll(async () => {
    const migrations = [...storeMigrations, { service: 'reporting', dir: reportingMigrations }]
    fresh = await freshDatabase({ prefix: 'reporting', migrations })
    world = await openWorld(NOW, config, { url: fresh.url })
    const [recordedBy, on] = ['crm', '2024-02-05']
    await world.hear([
      ...[born(1), born(2, 'juridica', { kind: 'queja' }), born(3, 'cartera', { recordedBy })].flat(),
      ...[...born(4), tell.paused(caseId(4), on)],
      ...[...born(5), tell.answered(caseId(5), on), tell.moved(caseId(5), on, 'respondida')],
      tell.met(caseId(5), on, DUE),
    ])
    await reach(bogotaInstant('2024-02-06', '00:00'))
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
    await fresh?.drop()
  })

  const get = async (query = '', more = {}) =>
    world.request('GET', `/v1/case-files/alerts?entity=icetex${query}`, undefined, more)
  const told = async (query = '') => {
    const { json } = await get(query)
    return json.items.map(({ caseId: id, on }: { caseId: string; on: string }) => [on, id])
  }
  const facts = async (): Promise<Recorded[]> =>
    (await world.service.log.read('icetex', 0, 1_000)).filter(({ type }) => type === 'CaseAtRisk')

  it('are of those whose term runs, and not of what another system keeps', async () => {
    expect((await told()).toSorted()).toEqual([1, 2].map((n) => ['2024-02-06', caseId(n)]).toSorted())
  })

  it('come once, and again when the case had been out of it at a midnight', async () => {
    await world.hear([tell.paused(caseId(1), '2024-02-06'), tell.resumed(caseId(4), '2024-02-06', DUE)])
    await reach(bogotaInstant('2024-02-07', '09:00'))
    expect(await told('&from=2024-02-07')).toEqual([['2024-02-07', caseId(4)]])
    await world.hear([tell.resumed(caseId(1), '2024-02-07', DUE)])
    // Two midnights go by at once: each is judged.
    await reach(bogotaInstant('2024-02-09', '09:00'))
    expect(await told('&from=2024-02-08')).toEqual([['2024-02-08', caseId(1)]])
    await reach(bogotaInstant('2024-02-12', '00:00'))
    expect(await told('&from=2024-02-09')).toEqual([])
  })

  it('are found by day, area, procedure and kind, page by page', async () => {
    const all = await told()
    expect(all).toHaveLength(4)
    expect(await told('&from=2024-02-06&to=2024-02-07')).toEqual(all.slice(1))
    expect(await told('&area=juridica')).toEqual([['2024-02-06', caseId(2)]])
    expect(await told('&kind=queja&procedure=pqrsd')).toEqual([['2024-02-06', caseId(2)]])
    expect(await told('&procedure=otro')).toEqual([])
    const paged = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { json } = await get(`&limit=1${cursor && `&cursor=${cursor}`}`)
      paged.push(...json.items)
      cursor = json.next
    }
    expect(paged).toEqual((await get()).json.items)
  })

  it('say what they rest on, in numbers and in sentences', async () => {
    const { json } = await get('&area=juridica')
    expect(json.items).toMatchObject([
      {
        ...{ at: bogotaInstant('2024-02-06'), due: DUE, calendar: expect.stringContaining('@') },
        parameters: { threshold: 0.1, withoutHistory: 0.2 },
        risk: { value: 0.2, left: 14, unit: 'business-days', load: { ahead: 1, daysToWork: 15 } },
      },
    ])
    expect(json.items[0].risk.why).toContain('Sin más historia se supone 20 %; pesa 100 %.')
  })

  it('are shown to who may see them', async () => {
    expect((await get('', { entity: 'cisa' })).json.code).toBe('scope-missing')
    expect((await get('', { scope: 'filings:write' })).json.code).toBe('scope-missing')
    expect((await get('', { scope: 'cases:work', entity: 'icetex' })).status).toBe(200)
    expect((await get('&cursor=abc')).json).toMatchObject({ status: 400, field: 'query.cursor' })
  })

  it('stand in the timeline of their case', async () => {
    const { json } = await world.request('GET', `/v1/case-files/${caseId(1)}`)
    const mine = json.timeline.filter(({ type }: { type: string }) => type === 'CaseAtRisk')
    expect(mine).toEqual(
      ['2024-02-06', '2024-02-08'].map((on) => ({
        ...{ type: 'CaseAtRisk', at: bogotaInstant(on) },
        data: { kind: 'reclamo', area: 'cartera', on, due: DUE },
      })),
    )
    const instants = json.timeline.map(({ at }: { at: string }) => at)
    expect(instants).toEqual(instants.toSorted())
  })

  it('are told of to who follows the updates', async () => {
    const [first] = await facts()
    await using _ = { [Symbol.asyncDispose]: async () => source.close() }
    const source = await follow(world.address, { lastId: (first?.position ?? 0) - 1 })
    await source.told(1)
    expect(source.cases()[0]).toEqual({
      ...{ caseId: first?.data.caseId, type: 'ventanilla.reporting.CaseAtRisk.v1' },
      ...{ position: first?.position, at: bogotaInstant('2024-02-06') },
    })
  })

  it('are published as what they are', async () => {
    for (const fact of await facts()) {
      const draft = publications(fact)
      const { id, entity, at, recordedAt, position: sequence } = fact
      const event = { ...draft, id, entity, at, recordedAt, sequence, source: 'reporting' } as PublicEvent
      expect(assertPublic(event)).toMatchObject({
        subject: fact.data.caseId,
        at: bogotaInstant(event.at.slice(0, 10)),
      })
    }
  })

  it('are not written again when read models are rebuilt, nor by who goes on in our place', async () => {
    const [before, list] = [await facts(), await told()]
    for (const projector of world.service.projectors) expect((await projector.rebuild()).promoted).toBe(true)
    expect(await told()).toEqual(list)
    await world[Symbol.asyncDispose]()
    world = await openWorld(bogotaInstant('2024-02-12'), config, { url: fresh.url })
    await reach(bogotaInstant('2024-02-12', '12:00'))
    expect(await facts()).toEqual(before)
    await world.hear([tell.paused(caseId(1), '2024-02-12')])
    await reach(bogotaInstant('2024-02-13', '12:00'))
    await world.hear([tell.resumed(caseId(1), '2024-02-13', DUE)])
    await reach(bogotaInstant('2024-02-14', '12:00'))
    expect(await told('&from=2024-02-12')).toEqual([['2024-02-14', caseId(1)]])
  })
})
