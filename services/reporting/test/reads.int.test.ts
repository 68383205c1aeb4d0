import { createHash } from 'node:crypto'
import { bogotaInstant } from '@ventanilla/calendar'
import { type PublicEvent, trackingCode, trackingHash } from '@ventanilla/contracts'
import type { Db } from '@ventanilla/database'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { caseFilesCsv } from '../src/queries/case-files/csv.ts'
import { caseId, publisher } from './facts.ts'
import { openWorld, trackingSecret, type World } from './world.ts'

const code = trackingCode(trackingSecret, caseId(1))
const hash = trackingHash(trackingSecret, code)

/**
 * Five cases on 20 February 2024: 1 running, extended once; 2 overdue and never told so; 3 paused; 4 answered in
 * time; 5 answered late. One more of another entity, and a clock whose case nobody has heard of.
 */
async function tellAll(world: World, order = (events: PublicEvent[]) => events): Promise<void> {
  const tell = publisher()
  const at = (day: string) => bogotaInstant(day, '10:00')
  const born = (n: number, day: string, kind: string, area: string, due: string) => {
    const id = caseId(n)
    return [
      tell.filed(id, at(day), {
        ...{ kind, theme: n === 2 ? '=cmd|"/c calc"' : 'cartera', channel: n % 2 ? 'virtual' : 'escrita' },
        ...(n === 1 && { trackingHash: hash, form: { point: 'sala-de-atencion', turn: 'P-103' } }),
      }),
      tell.numbered(id, at(day), n),
      tell.opened(id, at(day), {
        ...{ kind, theme: n === 2 ? '=cmd|"/c calc"' : 'cartera', channel: n % 2 ? 'virtual' : 'escrita' },
      }),
      tell.assigned(id, at(day), area, 2),
      tell.started(id, day, due),
    ]
  }
  const events = [
    ...born(1, '2024-01-15', 'queja', 'gestion-operaciones', '2024-02-05'),
    ...born(2, '2024-01-16', 'reclamo', 'gestion-operaciones', '2024-02-06'),
    ...born(3, '2024-01-17', 'queja', 'otorgamiento-productos', '2024-02-07'),
    ...born(4, '2024-01-18', 'consulta', 'otorgamiento-productos', '2024-02-08'),
    ...born(5, '2024-02-01', 'queja', 'otorgamiento-productos', '2024-02-22'),
    tell.extended(caseId(1), '2024-02-05', 15, '2024-02-26'),
    tell.warned(caseId(1), '2024-02-15', 'amarillo', '2024-02-26'),
    tell.moved(caseId(3), '2024-01-20', 'requerida', { clock: 'stops' }),
    tell.paused(caseId(3), '2024-01-20'),
    tell.answered(caseId(4), '2024-02-01', { outcome: 'parcial' }),
    tell.moved(caseId(4), '2024-02-01', 'respondida'),
    tell.met(caseId(4), '2024-02-01', '2024-02-08'),
    tell.answered(caseId(5), '2024-01-25', { outcome: 'parcial', flags: ['answered-before-filed'] }),
    tell.moved(caseId(5), '2024-01-25', 'respondida'),
    tell.met(caseId(5), '2024-02-23', '2024-02-22'),
    tell.requested(caseId(1), at('2024-01-15')),
    tell.sent(caseId(1), at('2024-01-15')),
    tell.started(caseId('unheard'), '2024-01-15', '2024-02-05'),
  ]
  const elsewhere = publisher('cisa')
  await world.hear(order([...events, elsewhere.filed(caseId('cisa'), at('2024-01-15'))]))
  await world.settled()
}

describe('what is read from the journal', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld('2024-02-20T15:00:00.000Z')
    await tellAll(world)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const get = async (path: string, more = {}) => world.request('GET', path, undefined, more)
  const ids = (answer: { json: { items: { caseId: string }[] } }) =>
    answer.json.items.map((one) => one.caseId)
  const cases = (...numbers: number[]) => numbers.map(caseId)

  describe('case files', () => {
    it('are listed by reception, page by page', async () => {
      const first = await get('/v1/case-files?entity=icetex&limit=2')
      expect(first.status).toBe(200)
      expect(ids(first)).toEqual(cases(1, 2))
      const second = await get(`/v1/case-files?entity=icetex&limit=2&cursor=${first.json.next}`)
      const third = await get(`/v1/case-files?entity=icetex&limit=2&cursor=${second.json.next}`)
      expect([ids(second), ids(third), third.json.next]).toEqual([cases(3, 4), cases(5), undefined])
    })

    it('can be narrowed down', async () => {
      expect(ids(await get('/v1/case-files?entity=icetex&open=true'))).toEqual(cases(1, 2, 3))
      expect(ids(await get('/v1/case-files?entity=icetex&open=false'))).toEqual(cases(4, 5))
      expect(ids(await get('/v1/case-files?entity=icetex&kind=queja&area=otorgamiento-productos'))).toEqual(
        cases(3, 5),
      )
      expect(ids(await get('/v1/case-files?entity=icetex&from=2024-01-17&to=2024-01-18'))).toEqual(
        cases(3, 4),
      )
      expect(ids(await get('/v1/case-files?entity=cisa'))).toEqual([caseId('cisa')])
    })

    it('say what a list of answers is checked by', async () => {
      const { json } = await get('/v1/case-files?entity=icetex')
      expect(json.items).toMatchObject([
        { due: '2024-02-26', answeredOn: null, late: null, extendedDays: 15, flags: [], light: 'amarillo' },
        { due: '2024-02-06', open: true, light: 'vencido', clockState: 'running' },
        { due: null, clockState: 'paused', state: 'requerida' },
        { due: '2024-02-08', answeredOn: '2024-02-01', late: false, outcome: 'parcial' },
        { due: '2024-02-22', answeredOn: '2024-01-25', late: true, flags: ['answered-before-filed'] },
      ])
    })

    it('of another entity are not waited for, and not shown', async () => {
      const own = `/v1/case-files/${caseId(1)}?atLeast=intake/icetex@1`
      expect((await get(own, { entity: 'icetex' })).status).toBe(200)
      const [files] = world.service.projectors
      if (!files) throw new Error('reporting has read models')
      using until = vi.spyOn(files, 'until')
      const theirs = `/v1/case-files/${caseId('cisa')}?atLeast=`
      for (const position of ['intake/icetex@1', 'intake/cisa@1'])
        expect((await get(theirs + position, { entity: 'icetex' })).status).toBe(403)
      expect(until).not.toHaveBeenCalled()
      expect((await get(`${theirs}intake/cisa@1`, { entity: 'cisa' })).status).toBe(200)
    })

    it('tell all that happened to one', async () => {
      const { status, json } = await get(`/v1/case-files/${caseId(1)}`)
      expect(status).toBe(200)
      expect(json).toMatchObject({
        ...{ radicado: 'ICX-2024-000001', point: 'sala-de-atencion', turn: 'P-103' },
        messages: { requested: 1, sent: 1, failed: 0 },
      })
      expect(json.timeline.map(({ type }: { type: string }) => type)).toEqual([
        ...['FilingReceived', 'FilingNumbered', 'CaseOpened', 'CaseAssigned', 'MessageRequested'],
        ...['ClockStarted', 'ClockExtended', 'ClockWarned'],
      ])
      expect(json.sent).toMatchObject([{ template: 'acuse', state: 'sent' }])
      expect(JSON.stringify(json)).not.toMatch(/personRef|trackingHash|smtp/)
    })

    it('are found, or not, or not by everybody', async () => {
      expect((await get(`/v1/case-files/${caseId('nobody')}`)).json.code).toBe('case-file-not-found')
      expect((await get(`/v1/case-files/${caseId('unheard')}`)).json.code).toBe('case-file-not-found')
      expect((await get('/v1/case-files/x')).json.code).toBe('validation-failed')
      expect((await get(`/v1/case-files/${caseId(1)}`, { entity: 'cisa' })).json.code).toBe('scope-missing')
      expect((await get('/v1/case-files?entity=icetex', { entity: 'cisa' })).json.code).toBe('scope-missing')
      expect((await get('/v1/case-files?entity=icetex', { scope: 'filings:write' })).json.code).toBe(
        'scope-missing',
      )
      expect((await get('/v1/case-files?entity=icetex', { scope: '' })).json.code).toBe('token-missing')
      const broken = await get('/v1/case-files?entity=icetex&cursor=abc')
      expect(broken.json).toMatchObject({ status: 400, code: 'validation-failed', field: 'query.cursor' })
    })
  })

  it('case files as CSV end with their number and their digest', async () => {
    const { status, text, headers } = await get('/v1/case-files.csv?entity=icetex')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/csv')
    const lines = text.split('\r\n')
    expect(lines).toHaveLength(8)
    expect(lines[0]).toContain('caseId,radicado,procedure,kind')
    expect(lines[1]).toContain(`${caseId(1)},ICX-2024-000001,pqrsd,queja,cartera`)
    // What a spreadsheet would run is told to be text.
    expect(lines[2]).toContain(`"'=cmd|""/c calc"""`)
    const body = text.slice(0, text.indexOf('# '))
    const digest = createHash('sha256').update(body).digest('hex')
    expect(lines[6]).toBe(`# filas=5 sha256=${digest}`)
    const none = await get('/v1/case-files.csv?entity=icetex&from=2025-01-01')
    expect(none.text.split('\r\n')).toHaveLength(3)
    const failing: Db = {
      query: async () => {
        throw new Error('connection lost')
      },
    }
    await expect(caseFilesCsv(failing, { entity: 'icetex', today: '2024-02-20' }).next()).rejects.toThrow(
      'lost',
    )
  })

  it('the worklist has what is open, what is due first before the rest', async () => {
    const all = await get('/v1/worklist?entity=icetex')
    expect(ids(all)).toEqual(cases(2, 1, 3))
    expect(all.json.items.map(({ light }: { light: string }) => light)).toEqual([
      'vencido',
      'amarillo',
      'verde',
    ])
    expect(ids(await get('/v1/worklist?entity=icetex&area=gestion-operaciones'))).toEqual(cases(2, 1))
    expect(ids(await get('/v1/worklist?entity=icetex&level=3'))).toEqual([])
    const page = await get('/v1/worklist?entity=icetex&limit=1')
    const rest = await get(`/v1/worklist?entity=icetex&limit=5&cursor=${page.json.next}`)
    expect([ids(page), ids(rest)]).toEqual([cases(2), cases(1, 3)])
    expect((await get('/v1/worklist?entity=icetex', { scope: 'cases:work' })).status).toBe(200)
  })

  it('indicators say what they count, in all and by parts', async () => {
    const all = await get('/v1/indicators?entity=icetex')
    expect(all.json).toMatchObject({ asOf: '2024-02-20', from: null, to: null, by: null, groups: [] })
    expect(all.json.total).toEqual({
      ...{ received: 5, answered: 2, inTime: 1, late: 1, endedOtherwise: 0, merged: 0, open: 3, openLate: 1 },
      ...{ timeliness: 50, answeredShare: 40, averageDays: 7, extended: 1, escalationEffectiveness: 50 },
      ...{ prioritized: 0, prioritizedTimeliness: null },
    })
    const definitions: { id: string; definition: string; version: number }[] = all.json.definitions
    expect(definitions.map(({ id }) => id).toSorted()).toEqual(Object.keys(all.json.total).toSorted())
    for (const { id, definition, version } of definitions)
      expect([definition.length > 20, version]).toEqual([true, id === 'endedOtherwise' ? 2 : 1])

    const byKind = await get('/v1/indicators?entity=icetex&by=kind&from=2024-01-01&to=2024-01-31')
    expect(byKind.json.groups).toMatchObject([
      { key: 'consulta', values: { received: 1, answered: 1, inTime: 1, timeliness: 100, averageDays: 14 } },
      { key: 'queja', values: { received: 2, open: 2, openLate: 0, timeliness: null, averageDays: null } },
      { key: 'reclamo', values: { received: 1, openLate: 1 } },
    ])
    for (const by of ['channel', 'area', 'theme', 'level', 'product', 'point']) {
      const parts = (await get(`/v1/indicators?entity=icetex&by=${by}`)).json.groups
      const sum = parts.reduce(
        (n: number, { values }: { values: { received: number } }) => n + values.received,
        0,
      )
      expect(sum).toBe(5)
    }
    const nothing = await get('/v1/indicators?entity=icetex&from=2030-01-01')
    expect(nothing.json.total).toMatchObject({ received: 0, timeliness: null })
    expect((await get('/v1/indicators?entity=icetex&by=officer')).json.code).toBe('validation-failed')
  })

  describe('a citizen follows a filing', () => {
    const follow = (radicado: string, given: string) =>
      world.request('POST', '/v1/public/follow', { radicado, code: given }, { scope: '' })

    it('with its number and code: where it stands, and how its date comes about', async () => {
      const { status, json } = await follow('ICX-2024-000001', code.toLowerCase().replaceAll('-', ' '))
      expect(status).toBe(200)
      expect(json).toMatchObject({
        ...{
          radicado: 'ICX-2024-000001',
          kind: 'Queja',
          state: 'Radicada',
          answered: false,
          answeredOn: null,
        },
        summary: 'La estamos atendiendo. El plazo para responderle termina el 26 de febrero de 2024.',
        term: { due: '2024-02-26', note: null, calendar: 'co@1' },
      })
      expect(json.term.days.at(0)).toMatchObject({ date: '2024-01-15', counted: false, kind: 'received' })
      expect(json.term.days.at(-1)).toMatchObject({ date: '2024-02-26', counted: true, total: 30 })
      expect(JSON.stringify(json)).not.toMatch(/person|caseId|hash/i)
    })

    it('and is told the same for a wrong code and for a number that nobody has', async () => {
      const without = ({ instance: _, ...rest }: Record<string, unknown>) => rest
      const wrong = await follow('ICX-2024-000001', trackingCode(trackingSecret, caseId(2)))
      const missing = await follow('ICX-2024-999999', code)
      expect(wrong.json).toMatchObject({ status: 404, code: 'filing-not-found' })
      expect(without(missing.json)).toEqual(without(wrong.json))
    })

    it('and no more than twenty times a minute', async () => {
      const answers = []
      for (let i = 0; i < 25; i++) answers.push((await follow('ICX-2024-000009', 'x')).status)
      expect(answers).toContain(429)
    })
  })

  it('every read model is the same when it is built again', async () => {
    for (const projector of world.service.projectors) {
      const before = await projector.digest()
      await projector.rebuild()
      expect(await projector.digest()).toBe(before)
    }
  })

  it('every read model says the same where the publishers were heard the other way round', async () => {
    await using other = await openWorld('2024-02-20T15:00:00.000Z')
    await tellAll(other, (events) =>
      [...Map.groupBy(events, ({ source }) => source).values()].reverse().flat(),
    )
    const digests = ({ service }: World) => Promise.all(service.projectors.map((one) => one.digest()))
    expect(await digests(other)).toEqual(await digests(world))
  })

  it('the documentation names every route with its errors', async () => {
    const { json } = await get('/openapi.json', { scope: '' })
    // Parked cases are every service's, and tested where they are made.
    const own = (path: string) => path.startsWith('/v1') && !path.startsWith('/v1/parked/')
    const paths = Object.keys(json.paths).filter(own)
    expect(paths.toSorted()).toEqual([
      ...['/v1/case-files', '/v1/case-files.csv', '/v1/case-files/alerts', '/v1/case-files/at-risk'],
      ...['/v1/case-files/what-if', '/v1/case-files/{caseId}', '/v1/denominators/{entity}/{name}'],
      ...['/v1/extracts', '/v1/extracts/{extractId}'],
      ...['/v1/extracts/{extractId}/cases', '/v1/extracts/{extractId}/corrections'],
      ...['/v1/extracts/{extractId}/file', '/v1/indicators', '/v1/indicators/{entity}/{procedure}'],
      ...['/v1/public/follow', '/v1/samples', '/v1/samples/{sampleId}', '/v1/samples/{sampleId}/reviews'],
      ...['/v1/samples/{sampleId}/verification', '/v1/updates', '/v1/worklist'],
    ])
  })
})
