import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

interface Definition {
  id: string
  version: number
  valid: { from: string; to?: string }
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('assignment and classification', () => {
  it('escalates by assigning to a mission area, and classifies a case that is closed', async () => {
    const caseId = await world.file()
    const url = `/v1/cases/${caseId}`
    const note = 'Es de esa área'
    const to = { area: 'gestion-operaciones', level: 3, officer: 'agente-9', note }
    const { status, body } = await world.call.post(`${url}/assignment`, to)
    expect([status, body.state, body.officer, body.rule]).toEqual([200, 'escalada', 'agente-9', 'by-hand'])
    const wrong = await world.call.post(`${url}/assignment`, { ...to, area: 'gestion-archivo' })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'escalation-not-allowed'])
    const early = await world.call.post(`${url}/classification`, { outcome: 'parcial' })
    expect([early.status, early.body.code]).toEqual([409, 'outcome-too-early'])
    await world.call.move(caseId, { action: 'answer', outcome: 'parcial' })
    await world.call.move(caseId, { action: 'close' })
    const about = { product: 'credito-idiomas', outcome: 'a-favor-de-la-entidad' }
    const put = await world.call.post(`${url}/classification`, about)
    expect([put.status, put.body.product, put.body.outcome]).toEqual([200, ...Object.values(about)])
    expect((await world.call.post(`${url}/classification`, {})).body.code).toBe('validation-failed')
  })
})

describe('lists', () => {
  it('gives cases page by page, of one state or area', async () => {
    const mine: string[] = []
    for (let n = 0; n < 5; n++) mine.push(await world.file({ kind: 'consulta' }))
    await world.settled()
    const url = '/v1/cases?entity=icetex&area=grupo-gestion-servicio&limit=2'
    const seen: string[] = []
    let next = ''
    do {
      const { body } = await world.call.get(`${url}${next && `&cursor=${next}`}`)
      expect(body.items.length).toBeLessThanOrEqual(2)
      seen.push(...body.items.map(({ caseId }: { caseId: string }) => caseId))
      next = body.next ?? ''
    } while (next !== '')
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(mine))
    expect((await world.call.get('/v1/cases?state=nunca')).body).toEqual({ items: [] })
    expect((await world.call.get('/v1/cases?cursor=abc')).body.field).toBe('query.cursor')
    expect((await world.call.get('/v1/cases?color=azul')).status).toBe(400)
    const other = await world.call.get('/v1/cases?entity=cisa', {
      token: token('cases:read', { entity: 'icetex' }),
    })
    expect(other.body.code).toBe('scope-missing')
  })

  it('shows the procedures as they are defined', async () => {
    const { body } = await world.call.get('/v1/procedures?entity=icetex')
    const listed = body.items.map((one: Definition) => [one.id, one.version, one.valid.from, one.valid.to])
    // The first versions say no last day: the second ones do.
    expect(listed).toEqual([
      ['pqrsd', 1, '2022-09-06', '2026-11-30'],
      ['pqrsd', 2, '2026-12-01', undefined],
      ['publicaciones', 1, '2021-12-24', '2026-11-30'],
      ['publicaciones', 2, '2026-12-01', undefined],
    ])
    const one = await world.call.get('/v1/procedures/icetex/publicaciones')
    expect(one.body).toMatchObject({ id: 'publicaciones', initial: 'registrado', version: 2 })
    expect((await world.call.get('/v1/procedures/icetex/publicaciones?version=9')).status).toBe(404)
  })
})

describe('a filing that no case can be opened for', () => {
  it('is told of and keeps no other from its case', async () => {
    const lost = await world.file({ procedure: 'tutelas' })
    const found = await world.file()
    expect((await world.call.get(`/v1/cases/${found}`)).status).toBe(200)
    const { status, body } = await world.call.get(`/v1/cases/${lost}`)
    expect([status, body.code]).toEqual([409, 'case-not-open'])
    const listed = await world.call.get('/v1/not-opened')
    expect(listed.body).toMatchObject({ count: 1, items: [{ caseId: lost, reason: 'procedure-unknown' }] })
    const { log, publications } = world.service
    const { events } = await log.stream(`case/${lost}`)
    expect(events.map(publications)).toEqual([undefined])
  })
})
