import { loadMasterKey, openVault } from '@ventanilla/vault'
import { describe, expect, it } from 'vitest'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { agreement, answeredOn, caseId, entity, opened } from './support/routing-events.ts'
import { type Machine, machine, start } from './support/service-world.ts'

const clockId = clockIdOf(caseId, 'legal')
const path = `/v1/clocks/${clockId}/extensions`
const friday = '2026-12-11T15:00:00.000Z'
const reason = 'Se requiere concepto técnico; pregunta María Pérez, CC 52.123.456.'
const ten = { amount: 10, reason }
const adapter = { scope: 'filings:write' }

async function petition(now = friday) {
  const here = await machine()
  const world = await start(here, now)
  await here.routing.tell(opened(1))
  await world.settled()
  return { ...world, here }
}

async function vaultOf({ folder, secrets }: Machine) {
  return openVault({ database: secrets.database, masterKey: await loadMasterKey(`${folder}/vault.key`) })
}

describe('a user extends a term', () => {
  it('with a reason that goes to the vault and nowhere else', async () => {
    const { post, get, settled, service, here } = await petition()
    const { status, body } = await post(path, ten)
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        ...{ clockId, caseId, amount: 10, on: '2026-12-11', due: '2026-12-29', extension: 10, flags: [] },
      },
    })
    await settled()
    expect((await get(`/v1/clocks?caseId=${caseId}`)).body.items[0]).toMatchObject({
      ...{ due: '2026-12-29', extension: 10, rung: null, flags: [] },
    })
    const { events } = await service.log.stream(clockStream(clockId))
    const event = events.find(({ type }) => type === 'ClockExtended')
    expect(event).toMatchObject({ actor: 'client:adaptador', at: friday })
    expect(JSON.stringify(events)).not.toContain('María')
    const vault = await vaultOf(here)
    expect(await vault.get(String(event?.data.reasonRef))).toBe(reason)
    await vault.erase(caseId, { actor: 'test', reason: 'prueba', at: friday })
    expect(await vault.get(String(event?.data.reasonRef))).toBeUndefined()
  })

  it('and is told why not', async () => {
    const { post, get, advance } = await petition()
    const refused = async (body: object, to = path) => {
      const { body: problem } = await post(to, { ...ten, ...body })
      return [problem.status, problem.code, problem.field]
    }
    expect(await refused({ amount: 16 })).toEqual([422, 'extension-beyond-double', 'body.amount'])
    expect(await refused({ on: '2026-12-12' })).toEqual([422, 'extension-in-future', 'body.on'])
    expect(await refused({ on: '2026-11-20' })).toEqual([422, 'extension-before-received', 'body.on'])
    expect(await refused({ amount: 0 })).toEqual([400, 'validation-failed', 'body.amount'])
    expect(await refused({ amount: 3651 })).toEqual([400, 'validation-failed', 'body.amount'])
    expect(await refused({ amount: 1.5 })).toEqual([400, 'validation-failed', 'body.amount'])
    expect(await refused({ reason: '  ' })).toEqual([400, 'validation-failed', 'body.reason'])
    expect(await refused({ on: '2026-02-30' })).toEqual([400, 'validation-failed', 'body.on'])
    expect(await refused({ more: 1 })).toEqual([400, 'validation-failed', 'body.more'])
    const nobody = `/v1/clocks/${clockIdOf(caseId, 'otro')}/extensions`
    expect(await refused({}, nobody)).toEqual([404, 'clock-not-started', undefined])
    expect((await post(path, '{"amount":')).body.code).toBe('invalid-json')
    await advance('2026-12-15T15:00:00.000Z')
    expect(await refused({})).toEqual([409, 'extension-after-due', 'body.on'])
    expect((await get(`/v1/clocks/${clockId}`)).body.extensions).toEqual([])
  })

  it('of a regime that knows none, and is told so', async () => {
    const here = await machine()
    const { post, settled } = await start(here, '2026-11-26T15:00:00.000Z')
    await here.routing.tell(opened(1, [agreement]))
    await settled()
    const { body } = await post(`/v1/clocks/${clockIdOf(caseId, 'ans')}/extensions`, ten)
    expect(body.code).toBe('extension-not-allowed')
  })

  it('once, also when two ask at the same time', async () => {
    const { post } = await petition()
    const answers = await Promise.all([post(path, ten), post(path, ten)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already-extended')
  })

  it('not when the reason can no longer be kept', async () => {
    const { post, here, get } = await petition()
    const vault = await vaultOf(here)
    await vault.seal(caseId, new Uint8Array(1))
    await vault.erase(caseId, { actor: 'test', reason: 'prueba', at: friday })
    expect((await post(path, ten)).body).toMatchObject({ status: 409, code: 'case-data-erased' })
    expect((await get(`/v1/clocks/${clockId}`)).body.extensions).toEqual([])
  })
})

describe('an extension that was decided on a version of its clock', () => {
  it('is granted on that one, and on no other', async () => {
    const { post, get } = await petition()
    const { headers, body } = await get(`/v1/clocks/${clockId}`)
    const seen = headers.get('etag') ?? ''
    expect(seen).toBe(`"${body.version}"`)
    const other = await post(path, ten, { ifMatch: '"0"' })
    expect(other.body).toMatchObject({ status: 412, code: 'clock-changed', version: body.version })
    expect(other.headers.get('etag')).toBe(seen)
    expect((await post(path, ten, { ifMatch: 'ayer' })).body).toMatchObject({
      ...{ code: 'validation-failed', field: 'headers.if-match' },
    })
    expect((await get(`/v1/clocks/${clockId}`)).body.extensions).toEqual([])
    const keyed = { key: 'prorroga-1', ifMatch: seen }
    const granted = await post(path, ten, keyed)
    expect(granted.status).toBe(201)
    // A repeat is the same request, although the clock has changed since: by itself.
    expect((await post(path, ten, keyed)).body).toEqual(granted.body)
    expect((await post(path, ten, { ifMatch: seen })).body.code).toBe('clock-changed')
  })
})

describe('what another system granted', () => {
  const recorded = { ...ten, amount: 20, on: '2026-12-16', recordedBy: 'sistema-anterior' }
  it('is taken and flagged, whatever the rules say', async () => {
    const { post, get, settled } = await petition('2026-12-28T15:00:00.000Z')
    const { status, body } = await post(path, recorded, adapter)
    expect({ status, flags: body.flags }).toEqual({
      ...{ status: 201, flags: ['extension-after-due', 'extension-beyond-double'] },
    })
    await settled()
    const { items } = (await get(`/v1/clocks?entity=${entity}`)).body
    expect(items[0]).toMatchObject({ due: body.due, state: 'running', flags: body.flags })
    const { amount, on, recordedBy } = recorded
    const extensions = [{ amount, on, flags: body.flags, recordedBy }]
    expect((await get(`/v1/clocks/${clockId}`)).body).toMatchObject({ extensions })
    expect((await get(`/v1/clocks/${clockId}/explanation`)).body).toMatchObject({ extensions })
  })

  it('needs the scope of who brings filings, and the rest that of who works on cases', async () => {
    const { post } = await petition('2026-12-28T15:00:00.000Z')
    expect((await post(path, recorded)).body).toMatchObject({
      code: 'scope-missing',
      scopes: ['filings:write'],
    })
    expect((await post(path, ten, adapter)).body).toMatchObject({
      code: 'scope-missing',
      scopes: ['cases:work'],
    })
    expect((await post(path, recorded, { scope: 'cases:read' })).body.code).toBe('scope-missing')
    const other = await post(path, recorded, { ...adapter, claims: { entity: 'cisa' } })
    expect(other.body.code).toBe('scope-missing')
  })

  it('cannot come from the future', async () => {
    const { post } = await petition()
    expect((await post(path, recorded, adapter)).body.code).toBe('extension-in-future')
  })

  it('after the answer makes a late one timely', async () => {
    const { post, get, here, advance } = await petition()
    await here.routing.tell(answeredOn(2, '2026-12-18'))
    await advance('2026-12-28T15:00:00.000Z')
    expect((await get(`/v1/clocks/${clockId}`)).body).toMatchObject({ state: 'met', late: true })
    await post(path, { ...recorded, amount: 10, on: '2026-12-14' }, adapter)
    expect((await get(`/v1/clocks/${clockId}`)).body).toMatchObject({ late: false, due: '2026-12-29' })
  })
})

describe('a repeated request', () => {
  const keyed = { key: 'prorroga-1' }
  it('is answered the same, and done once', async () => {
    const { post, service } = await petition()
    const first = await post(path, ten, keyed)
    const again = await post(path, ten, keyed)
    expect(again.body).toEqual(first.body)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const { events } = await service.log.stream(clockStream(clockId))
    expect(events.filter(({ type }) => type === 'ClockExtended')).toHaveLength(1)
  })

  it('at the same time is done once', async () => {
    const { post } = await petition()
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(path, ten, keyed)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') !== 'true')).toHaveLength(1)
  })

  it('with another body, or for another clock, is refused', async () => {
    const { post, here, settled } = await petition()
    const subject = '00000001-0000-4000-8000-000000000000'
    await here.routing.tell(opened(2, undefined, subject))
    await settled()
    await post(path, ten, keyed)
    const other = await post(path, { ...ten, amount: 9 }, keyed)
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    const elsewhere = await post(`/v1/clocks/${clockIdOf(subject, 'legal')}/extensions`, ten, keyed)
    expect(elsewhere.body.code).toBe('idempotency-key-reused')
  })

  it('whose first try was refused is decided again', async () => {
    const { post } = await petition()
    expect((await post(path, { ...ten, amount: 16 }, keyed)).status).toBe(422)
    expect((await post(path, ten, keyed)).status).toBe(201)
  })
})
