import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const note = 'La tutela de doña Ana'
const linksOf = async (caseId: string) => (await world.call.get(`/v1/cases/${caseId}`)).body.links
const link = (caseId: string, other: string, about: object = {}, headers: Record<string, string> = {}) =>
  world.call.post(`/v1/cases/${caseId}/links`, { link: 'tutela-de', other, note, ...about }, { headers })
const unlink = (caseId: string, other: string, about: object = {}) =>
  world.call.post(`/v1/cases/${caseId}/links/removal`, { link: 'tutela-de', other, note, ...about })

describe('links between cases', () => {
  it('show each case to the other, and change nothing else', async () => {
    const [petition, tutela] = [await world.file(), await world.file()]
    const before = (await world.call.get(`/v1/cases/${tutela}`)).body
    const { status, body } = await link(tutela, petition)
    expect(status).toBe(200)
    const { links, flags: _, ...rest } = body
    expect(rest).toEqual({ ...before, version: before.version + 1 })
    expect(links).toEqual([{ caseId: petition, link: 'tutela-de', side: 'from' }])
    expect(await linksOf(petition)).toEqual([{ caseId: tutela, link: 'tutela-de', side: 'to' }])
    // It may be taken back from the other side too.
    expect((await unlink(petition, tutela)).status).toBe(200)
    expect([await linksOf(petition), await linksOf(tutela)]).toEqual([undefined, undefined])
    await world.settled()
    expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
  })

  it('keep their note in the vault only', async () => {
    const [one, other] = [await world.file(), await world.file()]
    await link(one, other)
    const fact = (await world.service.log.stream(`case/${one}`)).events.at(-1)
    expect(fact?.type).toBe('CaseLinked')
    expect(JSON.stringify(fact)).not.toContain('Ana')
    const [sweep] = world.service.jobs.filter(({ name }) => name === 'sweep texts')
    await world.settled()
    await sweep?.step(AbortSignal.timeout(5_000))
    expect(await (await world.openVault()).get(String(fact?.data.noteRef))).toBe(note)
  })

  it('are refused with a code', async () => {
    const [one, other] = [await world.file(), await world.file()]
    expect((await link(one, one)).body).toMatchObject({ code: 'link-itself', field: 'body.other' })
    expect((await link(one, randomUUID())).body.code).toBe('link-other-unknown')
    expect((await link(one, other, { link: 'primo-de' })).body.code).toBe('validation-failed')
    expect((await unlink(one, other)).body.code).toBe('link-not-found')
    await link(one, other)
    expect((await link(one, other)).body.code).toBe('link-exists')
    expect((await link(other, one)).body.code, 'nor the other way round').toBe('link-exists')
    expect((await link(one, other, { link: 'relacionado-con' })).status, 'but as something else').toBe(200)
    expect((await unlink(one, other, { link: 'sigue-a' })).body.code).toBe('link-not-found')
  })

  it('asked for again with their key are made once', async () => {
    const [one, other] = [await world.file(), await world.file()]
    const key = { 'idempotency-key': 'enlace-1' }
    const first = await link(one, other, {}, key)
    const again = await link(one, other, {}, key)
    expect([again.headers.get('idempotency-replayed'), again.body]).toEqual(['true', first.body])
    expect(await linksOf(other)).toHaveLength(1)
  })
})
