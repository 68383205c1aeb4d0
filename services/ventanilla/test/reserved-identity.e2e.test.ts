import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLogger } from '@ventanilla/runtime'
import { expect, it } from 'vitest'
import { tokenSource } from '../src/identity/index.ts'
import { everyService } from './every-service.ts'

type World = Awaited<ReturnType<typeof everyService>>

const who = {
  ...{ documentType: 'CC', documentNumber: '1000000077' },
  ...{
    firstNames: 'Zoraida',
    lastNames: 'Quintanilla',
    email: 'zoraida@correo.invalid',
    mobile: '3000000077',
  },
}
const secrets = /Zoraida|Quintanilla|zoraida|1000000077|3000000077/
const ANSWER = 'Los hechos se remitieron a quien los investiga.'

const about = { entity: 'icetex', procedure: 'pqrsd', kind: 'denuncia', theme: 'cartera' }
const said = { subject: 'Un pago', text: 'Vi que pedían dinero.', product: 'credito-pregrado', person: who }
const filed = ({ done }: World, mode: string) => done('/v1/public/filings', { ...about, ...said, mode })

/** Each set of scopes that somebody of the entity may have; none of them is `admin`. */
const scopes = [
  'cases:read',
  'cases:read cases:work',
  'cases:read cases:supervise',
  'cases:read cases:work cases:supervise extracts:read filings:write',
]

async function readerOf({ address, identity }: World, scope: string) {
  const admin = identity.clients.find(({ id }) => id === 'admin')
  const token = tokenSource({
    ...{ issuer: identity.issuer(), client: admin?.id ?? '', secret: admin?.secret ?? '', scope },
  })
  return async (path: string) => {
    const answer = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${await token()}` } })
    return { status: answer.status, text: await answer.text() }
  }
}

/** What has to be among what is read, or nothing was tried. */
const mustAnswer = [
  ...[/^\/v1\/clocks\/[^/]+\/certificate\b/, /^\/v1\/case-files\.csv/, /^\/v1\/case-files\/[^/]+$/],
  ...[/^\/v1\/worklist/, /^\/v1\/cases\/[^/]+\/similar/, /^\/v1\/messages\/[^/]+$/, /^\/v1\/cases\/[^/]+$/],
]

interface Parameter {
  name: string
  in: string
  required?: boolean
}

/** What is put where a path or a query asks for something. */
const known: Record<string, string> = {
  ...{ entity: 'icetex', procedure: 'pqrsd', version: '1', id: 'pqrsd', format: 'formato-379' },
  ...{ from: '2026-11-01', to: '2026-11-30', month: '2026-11', year: '2026', on: '2026-11-23' },
  purpose: 'archive',
}

/** Every address of the documentation that can be read, with what it asks for filled in for one case. */
async function pathsFor({ address, adapter }: World, caseId: string): Promise<string[]> {
  const [clock] = await adapter.list<{ clockId: string }>(`/v1/clocks?caseId=${caseId}`)
  const [message] = await adapter.list<{ messageId: string }>(`/v1/messages?caseId=${caseId}`)
  const ofCase: Record<string, string> = {
    ...{ caseId, clockId: clock?.clockId ?? '', messageId: message?.messageId ?? '' },
  }
  const { paths } = (await (await fetch(`${address}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { parameters?: Parameter[] }>>
  }
  return Object.entries(paths).flatMap(([path, methods]) => {
    if (methods.get === undefined) return []
    const { parameters = [] } = methods.get
    const value = (name: string) => ofCase[name] ?? known[name] ?? caseId
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required || ['caseId', 'entity'].includes(one.name)))
      .map(({ name }) => `${name}=${value(name)}`)
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => value(name))
    return [`${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`]
  })
}

async function lettersTo({ mailFolder }: World, address: string): Promise<string[]> {
  const all = await Promise.all(
    (await readdir(mailFolder)).map((name) => readFile(join(mailFolder, name), 'utf8')),
  )
  return all.filter((letter) => new RegExp(`^To: .*${address}`, 'm').test(letter))
}

it('a reserved identity is told to nobody who may read, work or supervise, and the answer still arrives', async () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'trace', to: { write: (line) => void lines.push(line) } })
  const world = await everyService((pqrsd) => pqrsd, 'embedded', logger)
  const named = await filed(world, 'named')
  const [one, other] = [await filed(world, 'reserved'), await filed(world, 'reserved')]
  await world.done(`/v1/cases/${one.caseId}/moves`, {
    ...{ action: 'answer', outcome: 'trasladada', text: ANSWER, note: 'Se remitió' },
  })
  await world.time.advance('2026-11-24T15:00:00.000Z')
  await world.settled()

  const asAdmin = await readerOf(world, 'admin cases:read cases:work')
  const { personRef } = JSON.parse((await asAdmin(`/v1/filings/${named.caseId}/person`)).text)
  expect(personRef).toMatch(/^[0-9a-f-]{36}$/)

  const metrics = await (await fetch(`${world.address}/metrics`)).text()
  expect(metrics).toContain('# TYPE')
  for (const text of [metrics, lines.join('')]) {
    expect(text.length).toBeGreaterThan(1_000)
    expect(secrets.exec(text)?.[0]).toBeUndefined()
    expect(text.includes(personRef)).toBe(false)
  }

  const [letter] = await world.adapter.list<{ messageId: string }>(`/v1/messages?caseId=${one.caseId}`)
  for (const scope of scopes) {
    const read = await readerOf(world, scope)
    const answered: string[] = []
    for (const caseId of [one.caseId ?? '', other.caseId ?? ''])
      for (const path of await pathsFor(world, caseId)) {
        if (path.startsWith('/v1/updates')) continue // a stream that doesn't end
        const { status, text } = await read(path)
        expect([scope, path, secrets.exec(text)?.[0]]).toEqual([scope, path, undefined])
        expect([scope, path, text.includes(personRef)]).toEqual([scope, path, false])
        if (status === 200) answered.push(path)
      }
    const words = answered.some((path) => /\/words\?purpose=/.test(path))
    expect([scope, words]).toEqual([scope, scope.includes('cases:work')])
    for (const kept of mustAnswer)
      expect([scope, kept.source, answered.some((path) => kept.test(path))]).toEqual([
        scope,
        kept.source,
        true,
      ])
    expect((await read(`/v1/filings/${one.caseId}/person`)).status).toBe(403)
    expect((await read(`/v1/messages/${letter?.messageId}/letter`)).status).toBe(403)
  }

  // What nobody is told by a name they could still work out, if the three were said to be of one person.
  const read = await readerOf(world, 'cases:read')
  const similar = JSON.parse((await read(`/v1/cases/${other.caseId}/similar`)).text)
  expect(similar.items.length).toBeGreaterThan(0)
  for (const { reasons } of similar.items)
    expect(reasons.map(({ code }: { code: string }) => code)).not.toContain('same-person')

  const letters = await lettersTo(world, who.email)
  const ofOne = letters.filter((letter) => letter.includes(one.radicado ?? '-'))
  expect(ofOne.length).toBe(2)
  expect(ofOne.some((letter) => letter.replace(/=\r?\n/g, '').includes(ANSWER))).toBe(true)
  const thread = ofOne.map((letter) => /^Message-ID: (.*)$/im.exec(letter)?.[1])
  const ofOthers = letters.filter((letter) => !letter.includes(one.radicado ?? '-'))
  for (const letter of ofOthers) for (const id of thread) expect(letter).not.toContain(id)
}, 300_000)
