import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { tokenSource } from '../src/identity/index.ts'
import { everyService } from './every-service.ts'
import { openBag } from './open-bag.ts'
import { runBlocks, shBlocks } from './page-blocks.ts'
import { startVerb } from './run-verb.ts'

type World = Awaited<ReturnType<typeof everyService>>

const who = {
  ...{ documentType: 'CC', documentNumber: '1000000077', email: 'zoraida@correo.invalid' },
  ...{ firstNames: 'Zoraida', lastNames: 'Quintanilla' },
}
const secrets = /Zoraida|Quintanilla|zoraida|1000000077/
const ANSWER = 'Se corrigió el cobro.'

/** A filing by the web, with a file of some megabytes. */
async function filed({ address, done }: World, mode: string, name: string) {
  const content = Buffer.concat([
    Buffer.from(name.endsWith('.PDF') ? '%PDF-1.7\n' : ''),
    randomBytes(3_000_000),
  ])
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await fetch(`${address}/v1/public/files`, { method: 'POST', headers, body: content })
  const { ref } = (await sent.json()) as { ref: string }
  const about = { entity: 'icetex', procedure: 'pqrsd', kind: 'queja', theme: 'cartera', mode, person: who }
  const said = { subject: 'Un cobro', text: 'Me cobran de más.', attachments: [{ ref, name }] }
  const { caseId = '', radicado = '' } = await done('/v1/public/filings', { ...about, ...said })
  return { caseId, radicado, content }
}

/** A file that an officer sends for a case which was filed already. */
async function sentFor(world: World, caseId: string, content: Buffer): Promise<string> {
  const token = await tokenFor(world, 'demo-agent', 'cases:work')()
  const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` }
  const sent = await fetch(`${world.address}/v1/filings/${caseId}/files`, {
    ...{ method: 'POST', headers, body: content },
  })
  return ((await sent.json()) as { ref: string }).ref
}

/** Answers a case by its mail, and closes it. */
async function finished({ done, time, settled }: World, caseId: string): Promise<void> {
  const outcome = 'a-favor-del-usuario'
  await done(`/v1/cases/${caseId}/moves`, { action: 'answer', outcome, text: ANSWER, note: 'Revisado' })
  await time.advance('2026-11-24T15:00:00.000Z')
  await settled()
  await done(`/v1/cases/${caseId}/moves`, { action: 'close' })
}

function tokenFor({ identity }: World, clientId: string, scope: string) {
  const client = identity.clients.find(({ id }) => id === clientId)
  return tokenSource({ issuer: identity.issuer(), client: clientId, secret: client?.secret ?? '', scope })
}

async function packer(world: World, clientId: string, scope: string) {
  const token = tokenFor(world, clientId, scope)
  return async (caseId: string, more: string[] = [], zone = 'UTC') => {
    const out = await mkdtemp(join(tmpdir(), 'ventanilla-archive-'))
    onTestFinished(() => rm(out, { recursive: true, force: true }))
    const args = ['archive', caseId, '--url', world.address, '--out', out, '--json', ...more]
    const env = { VENTANILLA_TOKEN: await token(), TZ: zone }
    const { code, stdout, stderr } = await startVerb(args, env).ended
    const told = JSON.parse(code === 0 ? stdout : stderr)
    return { code, told, left: await readdir(out) }
  }
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

it('a finished case is packed with what was joined to it, and checked by who knows nothing of us', async () => {
  const world = await everyService((pqrsd) => pqrsd)
  const first = await filed(world, 'named', 'Recibo de agosto.PDF')
  const second = await filed(world, 'named', 'otro.bin')
  const note = 'Es el mismo cobro'
  await world.done(`/v1/cases/${second.caseId}/merge`, { into: first.caseId, note })
  const pack = await packer(world, 'demo-agent', 'cases:read cases:work')
  expect(await pack(first.caseId)).toMatchObject({
    code: 3,
    told: { error: { code: 'case-not-final' } },
    left: [],
  })
  const proof = Buffer.from('%PDF-1.7\nlo que se pidió')
  const ref = await sentFor(world, first.caseId, proof)
  const evidence = [
    { id: 'requerimiento', ref: 'gd-2026-123' },
    { id: 'requerimiento', ref },
  ]
  await world.done(`/v1/cases/${first.caseId}/moves`, {
    action: 'suspend',
    note: 'Falta el recibo',
    evidence,
  })
  await finished(world, first.caseId)

  const { code, told } = await pack(first.caseId)
  expect(code).toBe(0)
  const folder = `expediente-${first.radicado}`
  const { files, faults, json } = await openBag(told.path, folder)
  expect(faults).toEqual([])
  expect(`${files.get('bagit.txt')}`).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')

  const { expediente, documentos } = json('data/indice-electronico.json')
  expect(expediente).toMatchObject({ entity: 'icetex', radicado: first.radicado, state: 'cerrada' })
  type Line = Record<string, string>
  const named = (documentos as Line[]).map(({ tipologiaDocumental, nombreDocumento }) => [
    ...[tipologiaDocumental, nombreDocumento],
  ])
  const expected = ['acuse', 'acuse', 'acumulacion', 'respuesta', 'respuesta']
  expect(
    named
      .filter(([type]) => type === 'Comunicación')
      .map(([, name]) => name)
      .sort(),
  ).toEqual(expected.sort())
  expect(named.filter(([type]) => type === 'Anexo')).toEqual([
    ['Anexo', 'Recibo de agosto.PDF'],
    ['Anexo', 'otro.bin'],
    ['Anexo', 'archivo para el caso'],
  ])
  expect(named.filter(([, name = '']) => /^[A-Z][a-z]+[A-Z]/.test(name))).toEqual([])
  const kept = (documentos as Line[]).filter(({ archivo }) => archivo !== undefined)
  expect((documentos as Line[]).filter((line) => !kept.includes(line))).toMatchObject([
    { tipologiaDocumental: 'Evidencia', nombreDocumento: 'requerimiento', referencia: 'gd-2026-123' },
  ])
  for (const { archivo = '', valorHuella } of kept)
    expect(sha256(files.get(archivo) ?? Buffer.alloc(0))).toBe(valorHuella)
  const attached = (documentos as Line[]).filter((line) => line.tipologiaDocumental === 'Anexo')
  expect(attached.map(({ formato }) => formato)).toEqual([
    ...['application/pdf', 'application/octet-stream', 'application/pdf'],
  ])
  expect(attached.map(({ archivo = '' }) => sha256(files.get(archivo) as Buffer))).toEqual(
    [first.content, second.content, proof].map(sha256),
  )
  const all = [...files.values()].map((file) => file.toString('utf8')).join('\n')
  for (const words of [ANSWER, 'Me cobran de más.', 'Revisado', note, 'Zoraida']) expect(all).toContain(words)
  const { cases } = json('data/hechos.json')
  expect(cases.map(({ caseId }: Line) => caseId)).toEqual([first.caseId, second.caseId])
  expect(JSON.stringify(cases)).toContain('CaseMoved')

  // However often it was looked at, wherever, and on whatever day.
  await world.time.advance('2026-12-30T15:00:00.000Z')
  await world.settled()
  const again = await pack(first.caseId, [], 'Asia/Tokyo')
  expect(sha256(await readFile(again.told.path))).toBe(sha256(await readFile(told.path)))
  expect(await pack(second.caseId)).toMatchObject({ code: 3, told: { error: { code: 'case-merged' } } })
}, 300_000)

it('who asked for reserve is in the package of nobody but an administrator who asks for it', async () => {
  const world = await everyService((pqrsd) => pqrsd)
  const { caseId, radicado } = await filed(world, 'reserved', 'De Zoraida.pdf')
  await finished(world, caseId)
  const folder = `expediente-${radicado}`
  const whole = async (path: string, which = folder) =>
    [...(await openBag(path, which)).files.values()].join('\n')
  const agent = await packer(world, 'demo-agent', 'cases:read cases:work')
  const admin = await packer(world, 'admin', 'cases:read cases:work admin')
  for (const pack of [agent, admin]) {
    const { code, told } = await pack(caseId)
    expect([code, told.reserved]).toEqual([0, true])
    expect(await whole(told.path)).not.toMatch(secrets)
    expect(await whole(told.path)).toContain(ANSWER)
  }
  const refused = { code: 3, told: { error: { code: 'scope-missing' } }, left: [] }
  expect(await agent(caseId, ['--with-identity'])).toMatchObject(refused)
  const { told } = await admin(caseId, ['--with-identity'])
  expect(await whole(told.path, `${folder}-con-identidad`)).toMatch(secrets)
  expect(told.path).toMatch(/-con-identidad\.zip$/)
}, 300_000)

it('while a letter waits for the mail its case is not packed', async () => {
  const world = await everyService((pqrsd) => pqrsd)
  const { caseId } = await filed(world, 'named', 'recibo.pdf')
  await world.mail[Symbol.asyncDispose]()
  for (const body of [
    { action: 'answer', outcome: 'a-favor-del-usuario', text: ANSWER, note: 'Revisado' },
    { action: 'close' },
  ])
    expect(await world.adapter.post(`/v1/cases/${caseId}/moves`, body, randomUUID())).toMatchObject({
      status: 200,
    })
  const pack = await packer(world, 'demo-agent', 'cases:read cases:work')
  const pending = { code: 3, told: { error: { code: 'letters-pending' } }, left: [] }
  expect(await pack(caseId)).toMatchObject(pending)
}, 300_000)

it('docs/how-to/archive-a-case.md: what is to be archived is listed, packed and checked', async () => {
  const world = await everyService((pqrsd) => pqrsd)
  const { caseId, radicado } = await filed(world, 'named', 'recibo.pdf')
  await finished(world, caseId)
  const page = new URL('../../../docs/how-to/archive-a-case.md', import.meta.url)
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const verbs = `export DATA='${world.dataDir}'\npnpm() { shift; '${process.execPath}' '${main}' "$@"; }`
  const instead = { 'http://127.0.0.1:8080': world.address, '0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e44': caseId }
  const cwd = await mkdtemp(join(tmpdir(), 'ventanilla-archive-'))
  onTestFinished(() => rm(cwd, { recursive: true, force: true }))
  const ran = await runBlocks(await shBlocks(page), instead, { before: verbs, cwd })
  expect(ran.map(({ said }) => said).join('\n')).toContain(`expediente-${radicado}.zip`)
  expect((await openBag(join(cwd, `expediente-${radicado}.zip`), `expediente-${radicado}`)).faults).toEqual(
    [],
  )
}, 300_000)
