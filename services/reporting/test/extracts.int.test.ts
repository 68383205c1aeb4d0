import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CorrectionView } from '../src/http/extracts/view.ts'
import { caseId, publisher } from './facts.ts'
import { key, openWorld, type World } from './world.ts'

const Q1 = { entity: 'icetex', format: '379', period: '2024-Q1' }
const Q2 = { ...Q1, period: '2024-Q2' }
const END_OF_Q1 = '2024-04-01T05:00:00.000Z'
const END_OF_Q2 = '2024-07-01T05:00:00.000Z'

describe('extracts over PostgreSQL and HTTP', () => {
  let world: World
  let tell: ReturnType<typeof publisher>
  beforeEach(async () => {
    world = await openWorld('2024-01-01T15:00:00.000Z')
    tell = publisher()
  })
  afterEach(() => world[Symbol.asyncDispose]())

  const issue = (body: object, more = {}) => world.request('POST', '/v1/extracts', body, more)
  const born = (n: number, receivedAt: string, product?: string) => {
    const id = caseId(n)
    const about = { product }
    return [
      tell.filed(id, receivedAt, about),
      tell.numbered(id, receivedAt, n),
      tell.opened(id, receivedAt, about),
    ]
  }
  const answer = (n: number, day: string, outcome?: 'a-favor-del-usuario' | 'parcial') => [
    tell.answered(caseId(n), day, { outcome }),
    tell.moved(caseId(n), day, 'respondida'),
  ]
  /** Two filed in the first quarter, of which one is answered in it. */
  async function firstQuarter() {
    await world.hear([
      ...born(1, '2024-01-10T15:00:00.000Z', 'credito-pregrado'),
      ...born(2, '2024-04-01T04:59:59.999Z', 'titulos-ahorro-educativo'),
      ...answer(1, '2024-01-20', 'a-favor-del-usuario'),
    ])
    world.clock.advance(END_OF_Q1)
    world.reach(END_OF_Q1)
  }
  const column = (body: { columns: { code: string; units: Record<string, number> }[] }, code: string) =>
    body.columns.find((one) => one.code === code)?.units

  it('issues a quarter, and gives the same bytes whatever is learned later', async () => {
    await firstQuarter()
    const first = await issue(Q1)
    expect(first.status).toBe(201)
    expect(first.json).toMatchObject({
      ...{ fileName: '379_Trimestre_1_2024.txt', lines: 31, issue: 1, corrections: [], correctionsTotal: 0 },
      ...{ former: null, previous: null, period: '2024-Q1', issuedAt: END_OF_Q1 },
    })
    expect(column(first.json, '02')).toEqual({ '03': 1, '04': 0, '10': 1, '63': 2 })
    expect(column(first.json, '04')).toEqual({ '03': 1, '04': 0, '10': 0, '63': 1 })
    expect(column(first.json, '07')).toEqual({ '03': 0, '04': 0, '10': 1, '63': 1 })

    const path = `/v1/extracts/${first.json.extractId}`
    const file = await world.request('GET', `${path}/file`)
    expect(file.headers.get('content-type')).toContain('text/plain')
    expect(file.headers.get('content-disposition')).toContain('379_Trimestre_1_2024.txt')
    expect(createHash('sha256').update(file.text).digest('hex')).toBe(first.json.sha256)

    await world.hear([
      ...born(3, '2024-02-01T15:00:00.000Z', 'credito-pregrado'),
      ...answer(2, '2024-03-31', 'parcial'),
    ])
    const again = await issue(Q1)
    expect(again.status).toBe(200)
    expect(again.json).toEqual(first.json)
    expect((await world.request('GET', `${path}/file`)).text).toBe(file.text)
    expect((await world.request('GET', path)).json).toMatchObject({
      sha256: first.json.sha256,
      cut: first.json.cut,
    })
  })

  it('makes a new cut when asked, with what differs from the one before, case by case', async () => {
    await firstQuarter()
    const first = await issue(Q1)
    await world.hear([
      ...born(3, '2024-02-01T15:00:00.000Z', 'credito-pregrado'),
      ...answer(2, '2024-03-31', 'parcial'),
      tell.classified(caseId(1), '2024-04-02', { outcome: 'a-favor-de-la-entidad' }),
    ])
    const second = await issue({ ...Q1, newCut: true })
    expect(second.status).toBe(201)
    expect(second.json).toMatchObject({ issue: 2, former: first.json.extractId, correctionsTotal: 3 })
    expect(second.json.extractId).not.toBe(first.json.extractId)
    expect(second.json.sha256).not.toBe(first.json.sha256)
    const told = second.json.corrections as CorrectionView[]
    expect(
      told.map((one) => [one.against, one.radicado, one.why, one.before?.columns, one.after?.columns]),
    ).toEqual([
      [
        'former-issue',
        'ICX-2024-000001',
        'ending-changed',
        ['02', '03', '04', '06'],
        ['02', '03', '05', '06'],
      ],
      ['former-issue', 'ICX-2024-000002', 'closed-later', ['02', '03', '07'], ['02', '03', '04', '06']],
      ['former-issue', 'ICX-2024-000003', 'recorded-later', undefined, ['02', '03', '07']],
    ])
    const path = `/v1/extracts/${second.json.extractId}`
    expect((await world.request('GET', `${path}/corrections`)).json).toEqual({
      items: second.json.corrections,
      total: 3,
    })
    expect((await issue(Q1)).json.extractId).toBe(second.json.extractId)
    await world.settled()
    const list = await world.request('GET', '/v1/extracts?entity=icetex&limit=1')
    expect(list.json.items).toMatchObject([{ issue: 2, period: '2024-Q1', sha256: second.json.sha256 }])
    const rest = await world.request('GET', `/v1/extracts?entity=icetex&limit=1&cursor=${list.json.next}`)
    expect(rest.json).toMatchObject({ items: [{ issue: 1, extractId: first.json.extractId }] })
    expect(rest.json.next).toBeUndefined()
  })

  it('holds the first column against the last one that was issued, and explains what differs', async () => {
    await firstQuarter()
    const first = await issue(Q1)
    await world.hear([
      ...born(3, '2024-02-01T15:00:00.000Z', 'credito-formacion-corta'),
      ...answer(2, '2024-05-02', 'parcial'),
    ])
    world.clock.advance(END_OF_Q2)
    world.reach(END_OF_Q2)
    const second = await issue(Q2)
    expect(second.status).toBe(201)
    expect(second.json.previous).toBe(first.json.extractId)
    expect(column(second.json, '01')).toEqual({ '03': 0, '04': 1, '10': 1, '63': 2 })
    expect(second.json.corrections).toMatchObject([
      { against: 'previous-quarter', radicado: 'ICX-2024-000003', why: 'recorded-later', before: null },
    ])
  })

  it('leads from a number to its cases', async () => {
    await firstQuarter()
    const { json } = await issue(Q1)
    const path = `/v1/extracts/${json.extractId}/cases`
    const all = await world.request('GET', path)
    expect(all.json).toMatchObject({ total: 2, items: [{ caseId: caseId(1) }, { caseId: caseId(2) }] })
    const pending = await world.request('GET', `${path}?column=07&unit=10`)
    expect(pending.json).toMatchObject({
      total: 1,
      items: [{ radicado: 'ICX-2024-000002', product: 'titulos-ahorro-educativo', receivedOn: '2024-03-31' }],
    })
    expect((await world.request('GET', `${path}?column=07&unit=03`)).json.total).toBe(0)
    expect((await world.request('GET', `${path}?column=02&unit=63`)).json.total).toBe(2)
    const page = await world.request('GET', `${path}?limit=1`)
    const rest = await world.request('GET', `${path}?limit=1&cursor=${page.json.next}`)
    expect([page, rest].map(({ json }) => json.items.map((one: { caseId: string }) => one.caseId))).toEqual([
      [caseId(1)],
      [caseId(2)],
    ])
    expect(rest.json.next).toBeUndefined()
  })

  it('refuses what is no quarter, is not over, or has not all come in', async () => {
    expect((await issue({ ...Q1, period: '2024-Q5' })).json).toMatchObject({
      status: 422,
      code: 'bad-period',
    })
    expect((await issue(Q1)).json).toMatchObject({ status: 409, code: 'quarter-not-over' })
    world.clock.advance(END_OF_Q1)
    world.reach('2024-04-01T04:59:59.999Z')
    const behind = await issue(Q1)
    expect(behind.json).toMatchObject({ status: 503, code: 'journal-behind' })
    expect(behind.headers.get('retry-after')).toBeTruthy()
    world.reach(END_OF_Q1)
    expect((await issue(Q1)).status).toBe(201)
    expect((await issue({ ...Q1, entity: 'nadie' })).json.code).toBe('extract-entity-unknown')
    expect((await issue({ ...Q1, format: '378' })).json.code).toBe('extract-format-unknown')
    expect((await issue({ ...Q1, quarter: 1 })).json).toMatchObject({
      status: 400,
      code: 'validation-failed',
    })
    expect((await world.request('GET', `/v1/extracts/${caseId('none')}/file`)).json.code).toBe(
      'extract-not-found',
    )
  })

  it('lists the cases that block a release, and releases when they are put right', async () => {
    await world.hear([
      ...born(1, '2024-01-10T15:00:00.000Z', 'credito-pregrado'),
      ...born(2, '2024-01-11T15:00:00.000Z'),
      ...born(3, '2024-01-12T15:00:00.000Z', 'ninguno-conocido'),
      ...answer(1, '2024-01-20'),
    ])
    world.clock.advance(END_OF_Q1)
    world.reach(END_OF_Q1)
    const missing = await issue(Q1)
    expect(missing.json).toMatchObject({ status: 409, code: 'outcome-missing', total: 1 })
    expect(missing.json.cases).toEqual([
      {
        ...{ caseId: caseId(1), radicado: 'ICX-2024-000001', kind: 'reclamo', product: 'credito-pregrado' },
        ...{ endedOn: '2024-01-20', endedAs: 'respondida' },
      },
    ])
    await world.hear([tell.classified(caseId(1), '2024-04-01', { outcome: 'parcial' })])
    const unit = await issue(Q1)
    expect(unit.json).toMatchObject({ status: 409, code: 'product-without-unit', total: 2 })
    expect(unit.json.cases.map((one: { radicado: string }) => one.radicado)).toEqual([
      'ICX-2024-000002',
      'ICX-2024-000003',
    ])
    await world.hear(
      [2, 3].map((n) => tell.classified(caseId(n), '2024-04-01', { product: 'becas-internacionales' })),
    )
    expect((await issue(Q1)).status).toBe(201)
  })

  it('does once what is asked twice under one key', async () => {
    await firstQuarter()
    const mine = key()
    const body = { ...Q1, newCut: true }
    const first = await issue(body, { key: mine })
    const second = await issue(body, { key: mine })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.json).toEqual(first.json)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect((await issue(Q1, { key: mine })).json).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    })
    const together = await Promise.all([1, 2, 3].map(() => issue(body, { key: 'one-key' })))
    expect(new Set(together.map(({ json }) => json.extractId)).size).toBe(1)
    expect((await issue({ ...Q1, newCut: true })).json.issue).toBe(3)
  })

  it('lets in only who may, and only to their own entity', async () => {
    await firstQuarter()
    expect((await issue(Q1, { scope: '' })).status).toBe(401)
    expect((await issue(Q1, { scope: 'cases:read' })).json.code).toBe('scope-missing')
    expect((await issue(Q1, { entity: 'cisa' })).json.code).toBe('scope-missing')
    const { json } = await issue(Q1, { scope: 'admin', entity: 'icetex' })
    const file = `/v1/extracts/${json.extractId}/file`
    expect((await world.request('GET', file, undefined, { entity: 'cisa' })).json.code).toBe('scope-missing')
  })

  it('tells the others what was issued', async () => {
    await firstQuarter()
    const { json } = await issue(Q1)
    const { log, publications } = world.service
    const [recorded] = (await log.stream(`extract/${json.extractId}`)).events
    expect(recorded && publications(recorded)).toEqual({
      type: 'ventanilla.reporting.ExtractIssued.v1',
      subject: json.extractId,
      data: {
        ...{ extractId: json.extractId, format: '379', period: '2024-Q1', cut: json.cut },
        ...{ definition: json.definition, fileName: json.fileName, sha256: json.sha256 },
      },
    })
  })
})
