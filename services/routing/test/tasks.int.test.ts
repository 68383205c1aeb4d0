import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  // Wednesday, under the second version, which has tasks.
  world.clock.advance('2026-12-02T14:00:00.000Z')
})
afterAll(() => world[Symbol.asyncDispose]())

const asked = { task: 'concepto', area: 'gestion-operaciones', note: '¿Se hizo el giro de doña Ana?' }
const outside = { task: 'informacion-de-otra-entidad', outside: 'Registraduría', note: 'El certificado' }
const open = (caseId: string, body: object = asked, headers: Record<string, string> = {}) =>
  world.call.post(`/v1/cases/${caseId}/tasks`, body, { headers })
const end = (caseId: string, taskId: string, how: 'answer' | 'withdrawal', body: object) =>
  world.call.post(`/v1/cases/${caseId}/tasks/${taskId}/${how}`, body)
const list = async (query = '') => (await world.call.get(`/v1/tasks?entity=icetex${query}`)).body

describe('tasks of a case over HTTP', () => {
  it('have a term of their own, are answered with where the answer is, and leave the case alone', async () => {
    const caseId = await world.file()
    const before = (await world.call.get(`/v1/cases/${caseId}`)).body
    const { status, headers, body } = await open(caseId, asked, { 'if-match': `"${before.version}"` })
    expect([status, headers.get('etag')]).toEqual([200, `"${before.version + 1}"`])
    const { taskId } = body
    // Five business days from Thursday the 3rd; the 8th is a holiday.
    const task = { ...{ taskId, task: 'concepto', name: 'Concepto de otra área', to: 'internal' } }
    expect(body.tasks).toEqual([
      {
        ...{ ...task, area: 'gestion-operaciones', openedOn: '2026-12-02', due: '2026-12-10' },
        why: '5 días hábiles desde el día siguiente al 2 de diciembre de 2026.',
        status: 'open',
      },
    ])
    expect([body.state, body.clock]).toEqual([before.state, before.clock])

    const answered = await end(caseId, taskId, 'answer', { evidence: ['archivo:1'], note: 'Sí' })
    expect(answered.status).toBe(200)
    expect(answered.body.tasks).toMatchObject([
      { taskId, status: 'answered', endedOn: '2026-12-02', evidence: ['archivo:1'] },
    ])
    const twice = await end(caseId, taskId, 'withdrawal', { note: 'Ya no' })
    expect([twice.status, twice.body.code]).toEqual([409, 'task-not-open'])
    await world.settled()
    expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
  })

  it('keep what people wrote in the vault, and only there', async () => {
    const caseId = await world.file({ personRef: randomUUID() })
    const { taskId } = (await open(caseId)).body
    await end(caseId, taskId, 'withdrawal', { note: 'Doña Ana lo trajo' })
    const { events } = await world.service.log.stream(`case/${caseId}`)
    const facts = events.filter(({ type }) => type.startsWith('Task'))
    expect(facts.map(({ type }) => type)).toEqual(['TaskOpened', 'TaskWithdrawn'])
    expect(JSON.stringify(facts)).not.toContain('Ana')
    const [sweep] = world.service.jobs.filter(({ name }) => name === 'sweep texts')
    await world.settled()
    await sweep?.step(AbortSignal.timeout(5_000))
    const vault = await world.openVault()
    expect(await Promise.all(facts.map(({ data }) => vault.get(String(data.noteRef))))).toEqual([
      asked.note,
      'Doña Ana lo trajo',
    ])
  })

  it('are found by area, by whether they wait, and by their last day', async () => {
    const caseId = await world.file()
    const first = (await open(caseId, { ...asked, area: 'gestion-archivo' })).body.taskId
    const second = (await open(caseId, outside)).body.taskId
    await world.settled()
    const ofCase = async (query: string) =>
      (await list(query)).items
        .filter((one: { caseId: string }) => one.caseId === caseId)
        .map((one: { taskId: string }) => one.taskId)
    expect(await ofCase('')).toEqual([first, second])
    expect(await ofCase('&area=gestion-archivo')).toEqual([first])
    expect(await ofCase('&open=true&dueBefore=2026-12-11')).toEqual([first])
    expect(await ofCase('&open=true&dueBefore=2026-12-10')).toEqual([])
    await end(caseId, first, 'answer', { evidence: ['archivo:2'] })
    await world.settled()
    expect(await ofCase('&open=true')).toEqual([second])
    expect(await ofCase('&open=false')).toEqual([first])
    const page = await list('&limit=1')
    expect((await list(`&limit=1&cursor=${page.next}`)).items).not.toEqual(page.items)
    expect((await world.call.get('/v1/tasks?cursor=abc')).body.code).toBe('validation-failed')
    const elsewhere = { token: token('cases:read', { entity: 'cisa' }) }
    expect((await world.call.get('/v1/tasks', elsewhere)).body.items).toEqual([])
    expect((await world.call.get('/v1/tasks?entity=icetex', elsewhere)).body.code).toBe('scope-missing')
  })

  it('are refused with a code', async () => {
    const caseId = await world.file()
    const code = async (body: object) => {
      const reply = await open(caseId, body)
      return [reply.status, reply.body.code, reply.body.field]
    }
    expect(await code({ ...asked, task: 'peritaje' })).toEqual([422, 'task-unknown', 'body.task'])
    expect(await code({ ...asked, area: undefined })).toEqual([422, 'task-addressee', 'body.area'])
    expect(await code({ ...asked, outside: 'Otra' })).toEqual([422, 'task-addressee', 'body.area'])
    expect(await code({ ...outside, outside: undefined })).toEqual([422, 'task-addressee', 'body.outside'])
    expect(await code({ ...asked, area: 'cocina' })).toEqual([422, 'area-unknown', 'body.area'])
    const none = await end(caseId, randomUUID(), 'answer', { evidence: ['a'] })
    expect([none.status, none.body.code]).toEqual([404, 'task-not-found'])
    await world.call.move(caseId, { transition: 'anular-error', note: 'No debió radicarse' })
    expect((await world.call.get(`/v1/cases/${caseId}`)).body.final).toBe(true)
    expect(await code(asked)).toEqual([409, 'case-closed', undefined])
  })

  it('are none in a version that declares none', async () => {
    const caseId = await world.file({ receivedAt: '2026-11-23T13:00:00.000Z' })
    const reply = await open(caseId)
    expect([reply.status, reply.body.code]).toEqual([422, 'task-unknown'])
    expect((await world.call.get(`/v1/cases/${caseId}`)).body).not.toHaveProperty('tasks')
  })

  it('asked for again with their key are the same, and held to a version', async () => {
    const caseId = await world.file()
    const key = { 'idempotency-key': 'tarea-1' }
    const one = await open(caseId, asked, key)
    const again = await open(caseId, asked, key)
    expect([again.headers.get('idempotency-replayed'), again.body]).toEqual(['true', one.body])
    expect((await open(caseId, outside, key)).body.code).toBe('idempotency-key-reused')
    const late = await open(caseId, outside, { 'if-match': '"1"' })
    expect([late.status, late.body.code]).toEqual([412, 'version-changed'])
    expect(late.body.changes.at(-1).what).toBe('TaskOpened')
  })

  it('are answered for a case that rests, which asks for nothing new', async () => {
    const older = await world.file()
    const younger = await world.file({ receivedAt: world.clock.now() })
    const { taskId } = (await open(younger)).body
    const merged = await world.call.post(`/v1/cases/${younger}/merge`, { into: older, note: 'La misma' })
    expect(merged.status).toBe(200)
    expect((await open(younger)).body.code).toBe('case-merged')
    expect((await end(younger, taskId, 'answer', { evidence: ['archivo:3'] })).status).toBe(200)
    await world.settled()
    expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
  })
})
