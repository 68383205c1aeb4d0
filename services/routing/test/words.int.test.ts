import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld } from './support/world.ts'

const officer = { token: token('cases:work cases:read', { client: 'consola', subject: 'u-7' }) }

it('what was written and brought with each move is read for a purpose, and the look leaves its mark', async () => {
  await using world = await openWorld()
  world.clock.advance('2026-12-02T14:00:00.000Z')
  const personRef = randomUUID()
  const caseId = await world.file({ kind: 'informacion', theme: 'certificaciones', personRef })
  await world.call.move(caseId, { action: 'start' })
  const outcome = 'a-favor-del-usuario'
  const said = { text: 'Se le concede.', note: 'Revisada', outcome }
  expect((await world.call.move(caseId, { action: 'answer', ...said }, officer)).status).toBe(200)

  const path = `/v1/cases/${caseId}/words`
  const reader = { token: token('cases:read') }
  expect((await world.call.get(`${path}?purpose=archive`, reader)).status).toBe(403)
  expect((await world.call.get(path, officer)).body).toMatchObject({ field: 'query.purpose' })
  expect((await world.service.log.stream(`access/${caseId}`)).events).toEqual([])

  const { body } = await world.call.get(`${path}?purpose=archive`, officer)
  const { events } = await world.service.log.stream(`case/${caseId}`)
  expect(body.position).toBe(`routing/icetex@${events.at(-1)?.position}`)
  expect(body.items).toMatchObject([
    { fact: 'CaseAnswered', text: 'Se le concede.' },
    { fact: 'CaseMoved', by: 'u-7', note: 'Revisada' },
  ])
  expect((await world.service.log.stream(`access/${caseId}`)).events).toMatchObject([
    { type: 'FormRead', actor: 'u-7', data: { caseId, purpose: 'archive', fields: ['text', 'note'] } },
  ])

  const vault = await world.openVault()
  await vault.erase(personRef, { actor: 'prueba', reason: 'supresión', at: world.clock.now() })
  expect(await world.call.get(`${path}?purpose=holder`, officer)).toMatchObject({
    status: 409,
    body: { code: 'person-erased' },
  })
})
