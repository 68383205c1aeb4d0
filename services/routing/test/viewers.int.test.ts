import { afterAll, beforeAll, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const as = (subject: string, about: object = {}) => ({ token: token('cases:work', { subject, ...about }) })

it('tells who else is looking at a case, and who writes, without keeping anybody from it', async () => {
  const [caseId, other] = [await world.file(), await world.file()]
  const url = `/v1/cases/${caseId}/viewers`
  expect((await world.call.get(url, as('ana'))).body).toEqual({ lastsSeconds: 60, viewers: [] })
  await world.call.put(url, {}, as('bea'))
  const both = await world.call.put(url, { writing: true }, as('ana'))
  const seen = [
    { subject: 'ana', writing: true },
    { subject: 'bea', writing: false },
  ]
  expect([both.status, both.body.viewers]).toEqual([200, seen])
  expect((await world.call.get(`/v1/cases/${other}/viewers`, as('ana'))).body.viewers).toEqual([])
  expect((await world.call.move(caseId, { action: 'start' }, as('bea', {}))).status).toBe(200)
  await world.call.put(url, {}, as('ana'))
  expect((await world.call.remove(url, as('bea'))).body.viewers).toEqual([{ subject: 'ana', writing: false }])
  const version = (await world.service.log.stream(`case/${caseId}`)).version
  expect(version, 'nothing of it is a fact').toBe(4)
})

it('is of who may see the case', async () => {
  const caseId = await world.file()
  const foreign = await world.call.put(`/v1/cases/${caseId}/viewers`, {}, as('eva', { entity: 'cisa' }))
  expect([foreign.status, foreign.body.code]).toEqual([403, 'scope-missing'])
  const nowhere = '/v1/cases/8f1c2a6e-6a5a-4b52-8f2b-0f7f6f1e2d3f/viewers'
  expect((await world.call.get(nowhere, as('ana'))).status).toBe(404)
})
