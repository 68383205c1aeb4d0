import { bogotaInstant } from '@ventanilla/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { mixedCases, naively, runs, TODAY, tellOf } from './at-risk-cases.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

interface Item {
  caseId: string
  due: string
  area: string | null
  kind: string
  risk: {
    value: number
    left: number
    unit: string
    why: string[]
    load: { value: number; ahead: number; ended: number; days: number; daysToWork: number } | null
    history: { value: number; groups: { group: string; stillOpen: number; late: number; weight: number }[] }
  }
}

describe('open cases at risk', () => {
  const all = mixedCases()
  let world: World
  beforeAll(async () => {
    world = await openWorld(bogotaInstant(TODAY, '10:00'))
    await world.hear(tellOf(all))
    await world.hear([publisher('cisa').filed(caseId('cisa'), bogotaInstant('2024-02-01', '10:00'))])
    await world.settled()
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  const get = (query: string, more = {}) =>
    world.request('GET', `/v1/case-files/at-risk?entity=icetex${query}`, undefined, more)
  const everyOne = async (query = ''): Promise<Item[]> => {
    const { json } = await get(`&leastRisk=0&limit=500${query}`)
    return json.items
  }
  const ids = (items: Item[]) => items.map((item) => item.caseId)

  it('are those whose term runs and is not past, each judged as by a count case by case', async () => {
    const items = await everyOne()
    const mayMiss = all.filter((one) => runs(one) && one.due >= TODAY)
    expect(mayMiss.length).toBeGreaterThan(20)
    expect(ids(items).toSorted()).toEqual(mayMiss.map(({ n }) => caseId(n)).toSorted())
    for (const one of mayMiss) {
      const { risk } = items.find((item) => item.caseId === caseId(one.n)) ?? {}
      const { value, ...rest } = naively(one, all)
      expect(risk).toMatchObject(rest)
      expect(risk?.value).toBeCloseTo(value, 4)
    }
    expect(new Set(items.map(({ risk }) => risk.value)).size).toBeGreaterThan(10)
  })

  it('come with the greatest risk first, then what is due first, however they are paged', async () => {
    const whole = await everyOne()
    const place = ({ risk, due, caseId: id }: Item) => `${(1 - risk.value).toFixed(4)} ${due} ${id}`
    expect(whole.map(place)).toEqual(whole.map(place).toSorted())
    for (const limit of [1, 3, 7]) {
      const paged: Item[] = []
      let next: string | undefined = ''
      while (next !== undefined) {
        const { json } = await get(`&leastRisk=0&limit=${limit}${next && `&cursor=${next}`}`)
        expect(json.items.length).toBeLessThanOrEqual(limit)
        paged.push(...json.items)
        next = json.next
      }
      expect(paged).toEqual(whole)
    }
  })

  it('are those from the threshold on, and say by which parameters', async () => {
    const { status, json } = await get('&limit=500')
    expect(status).toBe(200)
    expect(json).toMatchObject({ asOf: TODAY, parameters: riskDefaults })
    const whole = await everyOne()
    expect(ids(json.items)).toEqual(ids(whole.filter(({ risk }) => risk.value >= riskDefaults.threshold)))
    expect(json.items.length).toBeGreaterThan(0)
    expect(json.items.length).toBeLessThan(whole.length)
  })

  it('can be narrowed down, and have the same risk then', async () => {
    const whole = await everyOne()
    const area = 'gestion-operaciones'
    expect(await everyOne(`&area=${area}`)).toEqual(whole.filter((item) => item.area === area))
    expect(await everyOne('&kind=queja')).toEqual(whole.filter(({ kind }) => kind === 'queja'))
    expect(await everyOne('&procedure=pqrsd&level=1')).toEqual(whole.filter((item) => item.area !== null))
    for (const nothing of ['&procedure=otro', '&level=9', '&officer=nadie', '&kind=x'])
      expect(await everyOne(nothing)).toEqual([])
  })

  it('say why', async () => {
    const items = await everyOne()
    const { risk } = items.find((item) => item.caseId === caseId(151)) ?? {}
    expect(risk).toMatchObject({ left: 2, unit: 'calendar-days' })
    // The other one of its kind had ended when three days were left.
    expect(risk?.history.groups.map(({ group, stillOpen }) => [group, stillOpen > 0])).toEqual([
      ['kind', false],
      ['procedure', true],
      ['entity', true],
    ])
    expect(risk?.why.at(-2)).toMatch(
      /^El área «otorgamiento-productos» tiene \d+ casos que vencen a más tardar el 22 de febrero de 2024, contando este\.$/,
    )
    const alone = items.find((item) => item.caseId === caseId(152))
    expect(alone?.risk.load).toBeNull()
    expect(alone?.risk.why.at(-1)).toBe('Ningún área lo tiene asignado: no cuenta la carga de ninguna.')
  })

  it('are shown to who may see them, and asked for as documented', async () => {
    expect((await get('', { entity: 'cisa' })).json.code).toBe('scope-missing')
    expect((await get('', { scope: 'filings:write' })).json.code).toBe('scope-missing')
    expect((await get('', { scope: '' })).json.code).toBe('token-missing')
    expect((await get('', { scope: 'cases:work', entity: 'icetex' })).status).toBe(200)
    expect((await get('&leastRisk=1.5')).json).toMatchObject({ code: 'validation-failed' })
    expect((await get('&cursor=abc')).json).toMatchObject({ status: 400, field: 'query.cursor' })
    const other = await world.request('GET', '/v1/case-files/at-risk?entity=cisa&leastRisk=0')
    expect([other.status, other.json.items]).toEqual([200, []])
  })

  it('are judged anew once something happens', async () => {
    const before = await everyOne()
    const [first] = before
    if (!first) throw new Error('a case is at risk')
    const tell = publisher()
    // Told again they are known already: what follows has the numbers after them.
    tellOf(all, tell)
    await world.hear([
      ...[tell.answered(first.caseId, TODAY), tell.moved(first.caseId, TODAY, 'respondida')],
      tell.met(first.caseId, TODAY, first.due),
    ])
    await world.settled()
    const after = await everyOne()
    expect(ids(after).toSorted()).toEqual(ids(before.slice(1)).toSorted())
    const last = before.findLast((item) => item.area === first.area && item.due >= first.due)
    const queue = (items: Item[]) => items.find((item) => item.caseId === last?.caseId)?.risk.load?.ahead
    expect(last?.caseId).not.toBe(first.caseId)
    expect(queue(after)).toBe((queue(before) ?? 0) - 1)
  })
})
