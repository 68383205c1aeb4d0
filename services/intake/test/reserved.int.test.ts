import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFiling, aPerson, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const admin = { scope: 'admin', client: 'consola', subject: 'u-1' }
const officer = { scope: 'cases:work cases:read', client: 'consola', subject: 'u-2' }
const person = aPerson({ documentNumber: '41555777', email: 'quien.denuncia@ejemplo.co' })

async function reserved(about: object = {}) {
  const { status, body } = await world.file(aFiling({ kind: 'denuncia', mode: 'reserved', person, ...about }))
  expect(status).toBe(201)
  const [received] = (await world.published()).filter(({ subject }) => subject === body.caseId)
  return { caseId: body.caseId as string, told: received?.data as Record<string, unknown> }
}

describe('an identity that is reserved', () => {
  it('is shown to admin alone, while what was filed is shown to who attends it', async () => {
    const { caseId } = await reserved()
    const path = `/v1/filings/${caseId}/person`
    expect(await world.get(path, officer)).toMatchObject({ status: 403, body: { code: 'scope-missing' } })
    expect(await world.get(path, admin)).toMatchObject({ status: 200, body: { person } })
    expect(await world.get(`/v1/filings/${caseId}/text`, officer)).toMatchObject({ status: 200 })
  })

  it('goes out as a reference of that filing alone, by which the answer finds the person', async () => {
    const named = await world.file(aFiling({ person }))
    const [ofNamed] = (await world.published()).filter(({ subject }) => subject === named.body.caseId)
    const [one, other] = [await reserved(), await reserved()]
    const refs = [ofNamed?.data, one.told, other.told].map(
      (data) => (data as { personRef: string }).personRef,
    )
    expect(new Set(refs).size).toBe(3)
    const { body: known } = await world.get(`/v1/filings/${one.caseId}/person`, admin)
    expect(known.personRef).toBe(refs[0])
    expect(JSON.stringify([one.told, other.told])).not.toContain(known.personRef)
    expect(await world.vault.get(String(one.told.contactRef))).toEqual(person)
  })

  it('is not told by the turn that the person had, nor by their number in another system', async () => {
    const { told } = await reserved({
      ...{ channel: 'personalizado', attended: { point: 'sala-de-atencion', turn: 'P-103' } },
      ...{ recordedBy: 'sistema-anterior', externalRef: 'CLIENTE-88' },
    })
    expect(told.form).toEqual({ point: 'sala-de-atencion' })
    expect(told.recordedBy).toBe('sistema-anterior')
    expect(JSON.stringify(told)).not.toMatch(/P-103|CLIENTE-88/)
  })

  it('is not told by the names of attached files, nor by what else came with the text', async () => {
    const { body: stored } = await world.send(
      ...(['POST', '/v1/files', { scope: 'filings:write' }, { body: 'x', type: 'text/plain' }] as const),
    )
    const attachments = [{ ref: stored.ref, name: 'cedula-de-quien-denuncia.txt' }]
    const { caseId } = await reserved({ attachments, form: { celular: '3001112233' }, text: 'Vi un pago.' })
    const path = `/v1/filings/${caseId}/text`
    expect((await world.get(path, officer)).body).toEqual({
      subject: 'Demora en el giro',
      text: 'Vi un pago.',
    })
    expect((await world.get(path, admin)).body).toMatchObject({
      attachments,
      form: { celular: '3001112233' },
    })
    expect(await world.get(`/v1/files/${stored.ref}`, officer)).toMatchObject({ status: 403 })
  })

  it('goes with the data of its person', async () => {
    const { caseId, told } = await reserved()
    const { body: known } = await world.get(`/v1/filings/${caseId}/person`, admin)
    await world.project()
    const erased = await world.send('POST', `/v1/persons/${known.personRef}/erasure`, admin, {
      body: { reason: 'holder-request' },
    })
    expect(erased.status).toBe(200)
    expect(await world.vault.get(String(told.contactRef))).toBeUndefined()
    expect(await world.vault.erasures(String(told.personRef))).toHaveLength(1)
    expect(await world.get(`/v1/filings/${caseId}/person`, admin)).toMatchObject({ status: 410 })
  })
})
