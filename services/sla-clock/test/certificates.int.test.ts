import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newKeyFile, publicKeysSchema, trustedKeys, verifyCertificate } from '@ventanilla/certificate'
import { expect, it } from 'vitest'
import { clockIdOf } from '../src/commands/streams.ts'
import { caseId, entity, moved, opened } from './support/routing-events.ts'
import { type Machine, machine, start } from './support/service-world.ts'
import { bearer } from './support/tokens.ts'

const path = `/v1/clocks/${clockIdOf(caseId, 'legal')}/certificate`
const monday = '2026-11-23T14:00:00.000Z'
const keysFile = (here: Machine) => join(here.folder, 'certificate-keys.json')

async function petition(here: Machine) {
  const world = await start(here, monday)
  await here.routing.tell(opened(1))
  await world.settled()
  const pdf = async (headers = bearer('cases:read')) =>
    fetch(`${world.running.address}${path}.pdf`, { headers })
  return { ...world, pdf }
}

it('a clock is certified over HTTP, by keys that anybody may ask for', async () => {
  const { get, running, advance } = await petition(await machine())
  const { status, body } = await get(path)
  expect(status).toBe(200)
  const explained = (await get(path.replace('certificate', 'explanation'))).body
  expect(body.certificate).toMatchObject({
    ...{ entity, issuedAt: monday, due: explained.due, state: 'running', summary: explained.summary },
    calendar: explained.calendar,
  })
  expect(body.certificate.days.map(({ source, ...day }: { source: string | null }) => day)).toEqual(
    explained.explanation.map(({ source, ...day }: { source?: string }) => day),
  )
  const answer = await fetch(`${running.address}/v1/public/certificate-keys`)
  const published = publicKeysSchema.parse(await answer.json())
  expect(JSON.stringify(published)).not.toContain('"d"')
  const verdict = await verifyCertificate(JSON.stringify(body), await trustedKeys(published))
  expect(verdict).toMatchObject({ holds: true, kid: published.keys[0]?.kid })
  // In the same business instant it is the same, and later another.
  expect((await get(path)).body).toEqual(body)
  await advance('2026-11-24T14:00:00.000Z')
  expect((await get(path)).body.certificate.issuedAt).toBe('2026-11-24T14:00:00.000Z')
})

it('as PDF it brings the same certificate', async () => {
  const { get, pdf } = await petition(await machine())
  const answer = await pdf()
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toMatch(/filename="certificado-[0-9a-f-]+\.pdf"/)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-')
  expect(bytes).toEqual(new Uint8Array(await (await pdf()).arrayBuffer()))
  expect(
    (await get('/openapi.json')).body.paths[`${path.replace(/clocks\/[^/]+/, 'clocks/{clockId}')}.pdf`].get
      .responses['200'].content,
  ).toHaveProperty('application/pdf')
})

it('is for those who may read the clock', async () => {
  const { get, pdf } = await petition(await machine())
  expect((await get(path, 'filings:write')).body.code).toBe('scope-missing')
  expect((await get(path, 'cases:read', { entity: 'cisa' })).body.code).toBe('scope-missing')
  expect((await pdf(bearer('cases:read', { entity: 'cisa' }))).status).toBe(403)
  const unknown = `/v1/clocks/${clockIdOf(caseId, 'otro')}/certificate`
  for (const ending of ['', '.pdf'])
    expect((await get(`${unknown}${ending}`)).body).toMatchObject({ status: 404, code: 'clock-not-started' })
})

it('the keys outlive the process, for their owner alone, and old ones stay published', async () => {
  const here = await machine()
  const before = await petition(here)
  const signed = JSON.stringify((await before.get(path)).body)
  expect((await stat(keysFile(here))).mode & 0o777).toBe(0o600)
  await before.running.close()

  const [old] = JSON.parse(await readFile(keysFile(here), 'utf8')).keys
  const [next] = JSON.parse(await newKeyFile()).keys
  await writeFile(keysFile(here), JSON.stringify({ keys: [next, { ...old, d: undefined }] }))
  const after = await start(here, monday)
  const published = await trustedKeys((await after.get('/v1/public/certificate-keys')).body)
  expect(await verifyCertificate(signed, published)).toMatchObject({ holds: true })
  const renewed = await verifyCertificate(JSON.stringify((await after.get(path)).body), published)
  expect(renewed).toMatchObject({ holds: true })
  expect(renewed?.kid).not.toBe((await verifyCertificate(signed))?.kid)
})

it('without keys that serve nothing starts, and it says which file it is', async () => {
  const here = await machine()
  await writeFile(keysFile(here), '{"keys":[]}', { mode: 0o600 })
  await expect(start(here, monday)).rejects.toThrow(/certificate-keys\.json no contiene claves/)
  await chmod(keysFile(here), 0o644)
  await expect(start(here, monday)).rejects.toThrow(/chmod 600/)
})

it('a suspended term is certified, too', async () => {
  const here = await machine()
  const { get, advance } = await petition(here)
  await here.routing.tell(moved(2, 'requerir', '2026-11-26'))
  await advance('2026-11-26T15:00:00.000Z')
  const { body } = await get(path)
  expect(body.certificate).toMatchObject({ state: 'paused', due: null, pausedOn: '2026-11-26' })
  expect(await verifyCertificate(JSON.stringify(body))).toMatchObject({ holds: true })
})
