import { jsonSchemas, procedureVersion } from '@ventanilla/procedures'
import { svgOf } from '@ventanilla/procedures/diagram'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { icetex } from './support/cases.ts'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${world.running.address}${path}`, { headers })
}
const reader = (about = {}) => ({ authorization: `Bearer ${token('cases:read', about)}` })
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body by comparing it
const bodyOf = (answer: Response): Promise<any> => answer.json()
const path = '/v1/procedures/icetex/pqrsd/diagram.svg'

describe('the diagram of a procedure', () => {
  it('is that of the version asked for, and can do nothing where it is opened', async () => {
    const answer = await ask(`${path}?version=1`, reader())
    const version = procedureVersion(icetex, 'pqrsd', 1)
    expect([answer.status, await answer.text()]).toEqual([200, version && (await svgOf(version))])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-disposition': 'inline; filename="pqrsd-1.svg"',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    expect(await (await ask(path, reader())).text()).toContain('versión ')
  })

  it('is not sent again to whoever has it', async () => {
    const first = await ask(path, reader())
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{43}"$/)
    for (const known of [etag, `W/${etag}`, `"otro", ${etag}`, '*']) {
      const again = await ask(path, { ...reader(), 'if-none-match': known })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    }
    const other = await ask(path, { ...reader(), 'if-none-match': '"otro"' })
    expect([other.status, (await other.text()).startsWith('<svg')]).toEqual([200, true])
  })

  it('is for those who may read it, of what there is', async () => {
    expect((await ask(path)).status).toBe(401)
    const other = await ask(path, reader({ entity: 'cisa' }))
    expect([other.status, (await bodyOf(other)).code]).toEqual([403, 'scope-missing'])
    for (const none of [`${path}?version=9`, path.replace('pqrsd', 'nada'), path.replace('icetex', 'cisa')]) {
      const answer = await ask(none, reader())
      expect([answer.status, (await bodyOf(answer)).code]).toEqual([404, 'not-found'])
    }
    expect((await bodyOf(await ask(`${path}?version=uno`, reader()))).field).toBe('query.version')
  })
})

describe('the JSON Schema of a definition', () => {
  it.each(['procedure', 'entity'] as const)('of a %s is for every editor', async (name) => {
    const answer = await ask(`/v1/public/schemas/${name}.schema.json`)
    expect([answer.status, await answer.json()]).toEqual([200, jsonSchemas[name]()])
    expect(answer.headers.get('content-type')).toBe('application/schema+json')
    const known = { 'if-none-match': answer.headers.get('etag') ?? '' }
    expect((await ask(`/v1/public/schemas/${name}.schema.json`, known)).status).toBe(304)
  })

  it('of anything else is not there', async () => {
    expect((await ask('/v1/public/schemas/case.schema.json')).status).toBe(400)
  })

  it('and the diagram are documented', async () => {
    const { paths } = await bodyOf(await ask('/openapi.json'))
    const of = (url: string) => paths[url].get.responses['200'].content
    expect(of('/v1/procedures/{entity}/{id}/diagram.svg')).toHaveProperty('image/svg+xml')
    expect(of('/v1/public/schemas/{name}')).toHaveProperty('application/schema+json')
  })
})
