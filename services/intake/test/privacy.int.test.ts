import type { Database } from '@ventanilla/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFiling, anEvent, aPerson, openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const admin = { scope: 'admin', client: 'consola', subject: 'u-1' }
const officer = { scope: 'cases:work cases:read', client: 'consola', subject: 'u-2' }

/** Everything in a database that can be read as text: what a dump of it would show. */
async function textOf(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) => database.query<{ row: string }>(`select t::text as row from ${name} t`)),
  )
  return texts.flatMap((rows) => rows.map(({ row }) => row)).join('\n')
}

describe('what speaks of a person', () => {
  const secrets = [
    'Zoraida',
    'Quintanilla',
    'zoraida',
    '52987654',
    '52.987.654',
    'correo-secreto',
    '3017654321',
    'Carrera 77',
    'embargo',
    'cedula-z',
  ]
  const person = aPerson({
    documentNumber: '52.987.654',
    firstNames: 'Zoraida',
    lastNames: 'Quintanilla',
    email: 'zoraida@correo-secreto.co',
    mobile: '3017654321',
    address: 'Carrera 77 # 1-2',
  })

  it('is in no fact, no read model, no log line and no public event, and cannot be read in the vault', async () => {
    const { body: stored } = await world.send('POST', '/v1/public/files', undefined, {
      body: 'Zoraida Quintanilla',
      type: 'text/plain',
      key: 'zoraida@correo-secreto.co/1',
    })
    const filing = aFiling({
      person,
      subject: 'Por un embargo',
      text: 'Soy Zoraida, 52987654.',
      attachments: [{ ref: stored.ref, name: 'cedula-z.txt' }],
      form: { predio: 'Carrera 77' },
    })
    const { body } = await world.file(filing, { key: '<zoraida@correo-secreto.co>' })
    await world.file(aFiling({ person, mode: 'anonymous' }))
    await world.file(aFiling({ person: { ...person, email: 'zoraida@' } }))
    const event = anEvent({ ...filing, kind: 'tutela' }, { id: '<z1@correo-secreto.co>' })
    await world.send(
      'POST',
      '/v1/filings',
      { scope: 'filings:write' },
      { body: event, type: 'application/cloudevents+json' },
    )
    await world.get(`/v1/filings/${body.caseId}/person`, officer)
    await world.get(`/v1/filings/${body.caseId}/text`, officer)
    await world.project()

    const places = {
      database: await textOf(world.deps.database),
      vault: await textOf(world.secrets.database),
      log: world.logged(),
      events: JSON.stringify(await world.published()),
    }
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(500)
      for (const secret of secrets) expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
    }
    expect(places.database).toContain(body.caseId)
  })

  it('is given to who attends the case, and every look leaves a mark', async () => {
    const { body } = await world.file(aFiling({ person, text: 'Lo que pide', form: { predio: 'El suyo' } }))
    const { body: who } = await world.get(`/v1/filings/${body.caseId}/person`, officer)
    expect(who).toEqual({ personRef: expect.any(String), person })
    expect((await world.get(`/v1/filings/${body.caseId}/text`, officer)).body).toEqual({
      subject: 'Demora en el giro',
      text: 'Lo que pide',
      form: { predio: 'El suyo' },
    })
    const { events } = await world.log.stream(`access/${body.caseId}`)
    expect(events).toMatchObject([
      { type: 'PersonRead', actor: 'user:u-2', data: { caseId: body.caseId, part: 'identity' } },
      { type: 'PersonRead', actor: 'user:u-2', data: { caseId: body.caseId, part: 'text' } },
    ])
    expect(await world.get(`/v1/filings/${body.caseId}/person`, { scope: 'cases:read' })).toMatchObject({
      status: 403,
    })
  })

  it('of a filing is what was said with that filing, never with an earlier one', async () => {
    const mails = ['otra.persona@ejemplo.co', 'la.misma@ejemplo.co']
    const answers = await Promise.all(
      mails.map((email) => world.file(aFiling({ person: aPerson({ email }) }))),
    )
    const read = await Promise.all(
      answers.map(({ body }) => world.get(`/v1/filings/${body.caseId}/person`, officer)),
    )
    expect(read.map(({ body }) => body.person.email)).toEqual(mails)
    expect(new Set(read.map(({ body }) => body.personRef)).size).toBe(1)
  })
})

describe('an erasure', () => {
  const person = aPerson({ documentNumber: '79000111' })
  const erase = (personRef: string, reason = 'holder-request') =>
    world.send('POST', `/v1/persons/${personRef}/erasure`, admin, { body: { reason } })

  it('takes everything of the person and nothing of the case', async () => {
    const { body: stored } = await world.send(
      'POST',
      '/v1/files',
      { scope: 'filings:write' },
      { body: 'x', type: 'a/b' },
    )
    const attachments = [{ ref: stored.ref, name: 'a' }]
    const { body } = await world.file(aFiling({ person, attachments }), { key: 'to-erase' })
    const { body: other } = await world.file(aFiling())
    const { body: who } = await world.get(`/v1/filings/${body.caseId}/person`, admin)
    await world.project()

    const erased = await erase(who.personRef)
    expect(erased).toMatchObject({
      status: 200,
      body: { personRef: who.personRef, erasedAt: '2026-03-24T15:00:00.000Z', reason: 'holder-request' },
    })
    world.clock.advance('2026-03-25T15:00:00.000Z')
    expect((await erase(who.personRef, 'authority-order')).text).toBe(erased.text)
    for (const part of ['person', 'text'])
      expect(await world.get(`/v1/filings/${body.caseId}/${part}`, admin)).toMatchObject({
        status: 410,
        body: { code: 'data-erased' },
      })
    expect(await world.get(`/v1/files/${stored.ref}`, admin)).toMatchObject({ status: 410 })
    expect((await world.get(`/v1/filings/${body.caseId}`)).body).toMatchObject({
      state: 'filed',
      radicado: body.radicado,
    })
    expect(await world.get(`/v1/filings/${other.caseId}/person`, admin)).toMatchObject({ status: 200 })
    const { events } = await world.log.stream(`person/${who.personRef}`)
    expect(events).toMatchObject([
      { type: 'PersonErased', actor: 'user:u-1', data: { reason: 'holder-request' } },
    ])

    // A repeat of what was filed gets the answer of then, and puts nothing of the person back.
    const kept = () =>
      world.secrets.database.query(
        'select (select count(*) from vault.records) as records, (select count(*) from vault.keys) as keys',
      )
    const before = await kept()
    expect((await world.file(aFiling({ person, attachments }), { key: 'to-erase' })).body).toEqual(body)
    expect((await world.file(aFiling({ person }), { key: 'to-erase' })).body.code).toBe(
      'idempotency-key-reused',
    )
    expect(await kept()).toEqual(before)
    // A file that is gone is as good as never uploaded.
    expect(await world.file(aFiling({ attachments }))).toMatchObject({
      status: 422,
      body: { code: 'attachment-unknown', field: 'body.attachments[0].ref' },
    })
  })

  it('keeps nobody from filing again, as somebody new', async () => {
    const answers = [await world.file(aFiling({ person })), await world.file(aFiling({ person }))]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const read = await Promise.all(
      answers.map(({ body }) => world.get(`/v1/filings/${body.caseId}/person`, admin)),
    )
    expect(new Set(read.map(({ body }) => body.personRef)).size).toBe(1)
    await world.project()
    await erase(read[0]?.body.personRef)
    expect(await world.file(aFiling({ person }))).toMatchObject({ status: 201 })
  })

  it('is only for admin, of somebody who is known, for a reason that names nobody', async () => {
    const nobody = '0b7e6f5c-3a51-4c61-9d0c-1f0f5a6f0a09'
    expect(await erase(nobody)).toMatchObject({ status: 404 })
    expect(await erase(nobody, 'porque lo pidió Ana')).toMatchObject({
      status: 400,
      body: { field: 'body.reason' },
    })
    const asked = world.send('POST', `/v1/persons/${nobody}/erasure`, officer, {
      body: { reason: 'holder-request' },
    })
    expect(await asked).toMatchObject({ status: 403 })
  })
})
