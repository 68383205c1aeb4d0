import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownRefs } from '../src/queries/texts/reader.ts'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ entities: join(import.meta.dirname, 'fixtures/entities') })
})
afterAll(() => world[Symbol.asyncDispose]())

const ask = (about: { personRef?: string } = {}) =>
  world.file({ procedure: 'prestamos', kind: 'pieza', channel: 'correo', ...about }, 'museo')
const days = { desde: '2026-12-01', hasta: '2026-12-20' }

describe('the form of a kind', () => {
  it('is filled in bit by bit, and says what is missing', async () => {
    const caseId = await ask()
    const first = await world.call.fill(caseId, { sala: 'La de arriba', ...days })
    expect(first.status).toBe(200)
    expect(first.headers.get('etag')).toBe(`"${first.body.version}"`)
    expect(first.body.form).toEqual({
      ...{ id: 'solicitud', values: days, texts: ['sala'] },
      missing: ['catalogo', 'vigilancia'],
    })
    const whole = { sala: 'La de abajo', catalogo: 'CE-0042', ...days, vigilancia: 'contratada' }
    expect((await world.call.fill(caseId, whole)).body.form.missing).toEqual(['empresa'])
    // What isn't said any more is taken away, and what says the same as before is no news.
    const bare = await world.call.fill(caseId, days)
    expect(bare.body.form).toMatchObject({ values: days, texts: [] })
    expect((await world.call.fill(caseId, days)).body.version).toBe(bare.body.version)
  })

  it('is refused with every field at fault, and what somebody wrote is not quoted', async () => {
    const caseId = await ask()
    const form = {
      sala: 'x'.repeat(81),
      catalogo: 'de Ana',
      desde: '2026-11-24',
      piezas: 0,
      vigilancia: 'mía',
    }
    const { status, body } = await world.call.fill(caseId, {
      ...form,
      hasta: '2026-11-24',
      ['y'.repeat(70)]: 1,
    })
    expect([status, body.code, body.field]).toEqual([422, 'form-invalid', 'body.form.sala'])
    expect(body.errors.map(({ field, code }: Record<string, string>) => [field, code])).toEqual([
      ['body.form.sala', 'too-long'],
      ['body.form.catalogo', 'pattern-not-matched'],
      ['body.form.desde', 'date-too-early'],
      ['body.form.hasta', 'date-too-early'],
      ['body.form.vigilancia', 'option-unknown'],
      ['body.form.piezas', 'too-small'],
      [`body.form.${'y'.repeat(64)}…`, 'unknown-field'],
    ])
    expect(JSON.stringify(body)).not.toMatch(/Ana|mía/)
    const broken = await world.call.fill(caseId, 'nada')
    expect([broken.status, broken.body.code, broken.body.field]).toEqual([
      400,
      'validation-failed',
      'body.form',
    ])
  })

  it('is for those who work on cases', async () => {
    const caseId = await ask()
    const as = async (scope: string, claims = {}) =>
      (await world.call.fill(caseId, days, { token: token(scope, claims) })).body.code
    expect(await as('cases:read')).toBe('scope-missing')
    expect(await as('cases:work', { entity: 'icetex' })).toBe('scope-missing')
    expect(await as('cases:work', { entity: 'museo' })).toBeUndefined()
  })

  it('goes with the person, whose words nobody can add to then', async () => {
    const personRef = randomUUID()
    const caseId = await ask({ personRef })
    await world.call.fill(caseId, { sala: 'La de Ana' })
    const { events } = await world.service.log.stream(`case/${caseId}`)
    const { ref } = (events.at(-1)?.data.form ?? {}) as { ref: string }
    const vault = await world.openVault()
    expect(await vault.get(ref)).toEqual({ sala: 'La de Ana' })
    await vault.erase(personRef, { actor: 'prueba', reason: 'supresión', at: world.clock.now() })
    expect(await vault.get(ref)).toBeUndefined()
    const late = await world.call.fill(caseId, { sala: 'La de Ana' })
    expect([late.status, late.body.code]).toEqual([409, 'person-erased'])
    expect((await world.call.fill(caseId, days)).status).toBe(200)
  })

  it('has its words known to the sweep, also those that were written over', async () => {
    const caseId = await ask()
    for (const sala of ['Una', 'Otra']) await world.call.fill(caseId, { sala })
    await world.settled()
    const { events } = await world.service.log.stream(`case/${caseId}`)
    const refs = events.flatMap(({ data }) =>
      data.form === undefined ? [] : [(data.form as { ref: string }).ref],
    )
    expect(refs).toHaveLength(2)
    expect(await knownRefs(world.database, [...refs, randomUUID()])).toEqual(new Set(refs))
  })
})

describe('two agents on one form', () => {
  it('one fills it in, the other is told what changed', async () => {
    const caseId = await ask()
    const { headers } = await world.call.get(`/v1/cases/${caseId}`)
    const held = { headers: { 'if-match': headers.get('etag') ?? '' } }
    const replies = await Promise.all([
      world.call.fill(caseId, { ...days, sala: 'Una' }, held),
      world.call.fill(caseId, { ...days, sala: 'Otra' }, held),
    ])
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status)
    expect([won?.status, lost?.status]).toEqual([200, 412])
    expect(lost?.body).toMatchObject({ code: 'version-changed', version: won?.body.version })
    expect(lost?.body.changes).toEqual([
      {
        version: won?.body.version,
        what: 'CaseFormFilled',
        at: world.clock.now(),
        fields: ['desde', 'hasta', 'sala'],
      },
    ])
    expect(lost?.headers.get('etag')).toBe(won?.headers.get('etag'))
  })

  it('one fills it in while the other moves the case: without a version both are made', async () => {
    const caseId = await ask()
    const replies = await Promise.all([
      world.call.fill(caseId, days),
      world.call.move(caseId, { action: 'answer', note: 'No hay salas' }),
    ])
    // Once the case is over its form is closed: who came first is who may have come first.
    const [filled, moved] = replies.map(({ status, body }) => [status, body.code])
    expect(moved).toEqual([200, undefined])
    expect([
      [200, undefined],
      [409, 'case-closed'],
    ]).toContainEqual(filled)
  })

  it('the same request again does nothing twice', async () => {
    const caseId = await ask()
    const again = { headers: { 'idempotency-key': 'llenar-1' } }
    const replies = await Promise.all([1, 2].map(() => world.call.fill(caseId, { sala: 'Una' }, again)))
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(replies[0]?.body).toEqual(replies[1]?.body)
    const { events } = await world.service.log.stream(`case/${caseId}`)
    expect(events.filter(({ type }) => type === 'CaseFormFilled')).toHaveLength(1)
    const other = await world.call.fill(caseId, { sala: 'Otra' }, again)
    expect(other.body.code).toBe('idempotency-key-reused')
  })
})
