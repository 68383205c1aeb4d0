import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOPOLOGIES } from '../src/topology.ts'
import { type InTopology, inTopology } from './in-topology.ts'
import { type Ran, runBlocks, shBlocks } from './page-blocks.ts'
import { startVerb } from './run-verb.ts'

const docs = new URL('../../../docs/', import.meta.url)
const MINUTES = 60_000

let data: string
let address: string
let up: ReturnType<typeof startVerb>
let how: InTopology

/** What a page says, done: all of its blocks but those of the first terminal, where `make up` runs already. */
async function follow(page: string): Promise<Ran[]> {
  const blocks = (await shBlocks(new URL(page, docs))).filter((block) => !/^make up$/m.test(block))
  const instead = {
    'http://127.0.0.1:8080': address,
    '/tmp/': `${data}/`,
    // Tests share the machine with others.
    'sleep 2': 'sleep 8',
    '.ventanilla/': `${data}/`,
  }
  return runBlocks(blocks, instead, { before: verbs() })
}

/** A page of verbs, done in the data folder of what is up. */
async function useVerbs(page: string): Promise<Ran[]> {
  return runBlocks(await shBlocks(new URL(page, docs)), {}, { before: verbs(), cwd: data })
}

/** What `pnpm ventanilla` stands for, with the data of what is up: pnpm itself may not be there. */
function verbs(): string {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  return `export DATA='${data}'\npnpm() { shift; '${process.execPath}' '${main}' "$@"; }`
}

/** The block with these words, and what it said. */
function where(ran: readonly Ran[], words: string): string {
  const found = ran.filter(({ block }) => block.includes(words))
  expect(found, `blocks with ${words}`).toHaveLength(1)
  return found[0]?.said ?? ''
}

const jsonAfterHead = (said: string) => JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4))

describe.each(TOPOLOGIES)('%s', (topology) => {
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'ventanilla-docs-'))
    how = await inTopology(topology)
    up = startVerb(['up', '--data', data, '--port', '0', '--json', ...how.args], how.env)
    let told = ''
    for (; !told.endsWith('\n') && up.child.exitCode === null; told = up.output().stdout) await wait(50)
    if (!told) throw new Error(up.output().stderr)
    address = JSON.parse(told).api
  }, 3 * MINUTES)

  afterAll(async () => {
    up.child.kill('SIGTERM')
    const { code, stderr } = await up.ended
    await how[Symbol.asyncDispose]()
    await rm(data, { recursive: true, force: true })
    expect(code, stderr).toBe(0)
  }, MINUTES)

  describe('docs/tutorials/first-filing.md', () => {
    let ran: Ran[]
    beforeAll(async () => {
      ran = await follow('tutorials/first-filing.md')
    }, 2 * MINUTES)

    it('files once, with a radicado and a code', () => {
      const [status] = where(ran, 'cat > /tmp/peticion.json').split('\r\n')
      expect(status).toBe('HTTP/1.1 201 Created')
      const filed = jsonAfterHead(where(ran, 'cat > /tmp/peticion.json'))
      expect(filed.radicado).toMatch(/^ICX-\d{4}-000001$/)
      expect(filed.trackingCode).toMatch(/^(\w{4}-){3}\w{4}$/)
      expect(where(ran, 'CODE=$(')).toBe(`${filed.radicado} ${filed.trackingCode}\n`)
    })

    it('shows the case, and its term day by day', () => {
      const found = JSON.parse(where(ran, '$BASE/v1/cases/$CASE -H'))
      expect(found).toMatchObject({
        procedure: 'pqrsd',
        state: 'asignada',
        area: 'proveedor-atencion-usuario',
      })
      expect(found.moves.map(({ action }: { action?: string }) => action)).toContain('answer')
      const { due, explanation } = JSON.parse(where(ran, '/explanation'))
      expect(explanation[0]).toMatchObject({ counted: false, kind: 'received' })
      expect(explanation.at(-1)).toMatchObject({ date: due, counted: true, total: 15 })
    })

    it('lets the citizen follow it, and tells nobody who it is', () => {
      const followed = where(ran, '/v1/public/follow')
      expect(JSON.parse(followed)).toMatchObject({ answered: false })
      expect(followed).not.toMatch(/Ana|Restrepo|1020304050/)
      expect(where(ran, 'ls .ventanilla/mail')).toMatch(/^\S+\.eml$/m)
    })

    it('answers, and refuses to answer twice', () => {
      expect(JSON.parse(where(ran, 'mi-primera-respuesta'))).toMatchObject({ state: 'respondida' })
      expect(JSON.parse(where(ran, '/v1/clocks/$CLOCK -H'))).toMatchObject({ state: 'met', late: false })
      const { items } = JSON.parse(where(ran, '/v1/messages?caseId='))
      expect(items.map(({ template }: { template: string }) => template)).toEqual(['acuse', 'respuesta'])
      expect(JSON.parse(where(ran, '"outcome":"parcial"'))).toMatchObject({ code: 'transition-not-allowed' })
    })
  })

  describe('docs/how-to/file-from-an-adapter.md', () => {
    let ran: Ran[]
    beforeAll(async () => {
      ran = await follow('how-to/file-from-an-adapter.md')
    }, 2 * MINUTES)

    it('files, recognises the repeat, refuses the key with another body', () => {
      const first = where(ran, 'cat > /tmp/radicacion.json')
      expect(first).toMatch(/^HTTP\/1.1 201 /)
      const again = ran.find(({ block }) => block.startsWith('curl -si $BASE/v1/filings'))?.said ?? ''
      expect(again).toMatch(/^idempotency-replayed: true\r$/m)
      expect(jsonAfterHead(again)).toEqual(jsonAfterHead(first))
      expect(JSON.parse(where(ran, '"subject":"Otra"'))).toMatchObject({ code: 'idempotency-key-reused' })
    })

    it('takes events, alone and many, and keeps what is no filing', () => {
      const first = jsonAfterHead(where(ran, 'cat > /tmp/evento.json'))
      const { results } = JSON.parse(where(ran, 'cloudevents-batch+json'))
      expect(results).toMatchObject([
        { index: 0, status: 201, replayed: true, filing: { radicado: first.radicado } },
        {
          index: 1,
          status: 202,
          replayed: false,
          quarantined: { state: 'quarantined', reason: 'data-invalid' },
        },
      ])
      const held = JSON.parse(where(ran, 'HELD=$('))
      expect(held).toMatchObject({
        caseId: results[1].quarantined.caseId,
        event: { data: { asunto: 'Sin entidad' } },
      })
      const read = JSON.parse(where(ran, '/reinterpretation'))
      expect(read).toMatchObject({ caseId: held.caseId, receivedAt: held.receivedAt })
    })

    it('files with an attachment', () => {
      expect(JSON.parse(where(ran, 'REF=$('))).toMatchObject({ radicado: expect.stringMatching(/^ICX-/) })
    })

    it('takes what another system did as a fact, flagged', () => {
      const answered = JSON.parse(where(ran, 'historia-17-respuesta'))
      expect(answered).toMatchObject({ state: 'respondida', flags: ['answered-before-filed'] })
    })
  })

  describe('docs/how-to/rebuild-a-projection.md', () => {
    it('lists the read models, and builds one again the same', { timeout: 4 * MINUTES }, async () => {
      const ran = await useVerbs('how-to/rebuild-a-projection.md')
      expect(where(ran, 'projections list')).toMatch(/^reporting\/case_files +\d+ +0 +[0-9a-f]{16}$/m)
      for (const words of ['rebuild reporting/case_files\n', '--restart'])
        expect(where(ran, words)).toContain('reporting/case_files: reconstruido, igual que antes\n')
    })
  })

  describe('docs/how-to/issue-an-extract.md', () => {
    it('issues, and issues with a new cut', { timeout: 3 * MINUTES }, async () => {
      const ran = await useVerbs('how-to/issue-an-extract.md')
      const [path, digest] = where(ran, '--out').split('\n')
      expect(path).toBe('379_Trimestre_1_2026.txt')
      const again = JSON.parse(where(ran, '--new-cut'))
      expect(again).toMatchObject({ issue: 2, corrections: [] })
      // Nothing has happened in between, so the bytes are the same.
      expect(digest).toBe(`SHA-256 ${again.sha256}`)
      const bytes = await readFile(join(data, '379_Trimestre_1_2026.txt'))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(again.sha256)
      // The reclamo that the page on adapters tells of: received in the quarter, and resolved in favour of the user.
      const total = Object.fromEntries(
        again.columns.map(({ code, units }: { code: string; units: Record<string, number> }) => [
          code,
          units['63'],
        ]),
      )
      expect(total).toEqual({ '01': 0, '02': 1, '03': 1, '04': 1, '05': 0, '06': 1, '07': 0 })
    })
  })

  it('leaves no trace of a person outside the vault', async () => {
    const { stdout, stderr } = up.output()
    const clients = await readFile(join(data, 'identity', 'clients.json'), 'utf8')
    const secrets = [...clients.matchAll(/"secret": "([^"]+)"/g)].map(([, secret = '']) => secret)
    for (const word of ['Restrepo', 'ana.restrepo', '1.020.304.050', 'luis.pardo', ...secrets])
      expect(`${stdout}${stderr}`).not.toContain(word)
  })
})
