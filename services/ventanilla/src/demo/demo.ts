import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  bogotaInstant,
  type Calendar,
  nationalCalendar,
  type Overlay,
  withOverlays,
} from '@ventanilla/calendar'
import { entitiesDir, kindOf, loadEntity, procedureOn } from '@ventanilla/procedures'
import type { Logger } from '@ventanilla/runtime'
import { type FilingsFile, parseFilings } from '../filings-file.ts'
import { type Identity, tokenSource } from '../identity/index.ts'
import { type MailCatcher, startMailCatcher } from '../mail-catcher.ts'
import { generateSample } from '../sample.ts'
import type { Topology } from '../topology.ts'
import { unlessBroken } from '../unless-broken.ts'
import { type Adapter, createAdapter, type Refused, UnexpectedAnswer } from './adapter.ts'
import { type DrivenTime, keptInstant, keptTime } from './clock-file.ts'
import { drive } from './drive.ts'
import { type Quarter, quartersOf, type Step, schedule } from './schedule.ts'
import { readMessages, readOutcome, type Summary } from './summary.ts'
import { type DemoTopology, openDistributedDemo, openEmbeddedDemo } from './topology.ts'

export interface DemoOptions {
  dataDir: string
  /** Path of a CSV of filings; a generated sample when absent. */
  filings?: string
  calendars: readonly string[]
  overlays: readonly Overlay[]
  seed: number
  topology: Topology
  /** Processes of each service, where it has its own. */
  replicas: number
  logger: Logger
  progress: Progress
  /** Breaks it off: what was started ends, and it rejects. */
  broken: AbortSignal
}

export interface Progress {
  step(text: string): void
  count(done: number, total: number, about: string): void
}

/** The file can't be used at all; the message is for people. */
export class DemoRefused extends Error {
  override readonly name = 'DemoRefused'
}

const ENTITY = 'icetex'

/** Files everything, lets the services do their work through business time, and tells what came of it. */
export async function demo(options: DemoOptions): Promise<Summary> {
  const began = performance.now()
  const { dataDir, logger, progress, broken } = options
  const folder = join(dataDir, 'demo')
  await mkdir(folder, { recursive: true })
  const { name, file, calendar } = await readInput(options)
  const entity = loadEntity(join(process.env.ENTITIES_DIR ?? entitiesDir, ENTITY))
  const steps = schedule(file.rows, calendar, ({ kind, filedOn }) => {
    const pqrsd = procedureOn(entity, 'pqrsd', filedOn)
    return pqrsd && kindOf(pqrsd, kind)?.term
  })
  const clockFile = join(folder, 'clock')
  const start = keptInstant(clockFile, steps[0]?.at ?? bogotaInstant('2026-01-01'))

  await using mail = await startMailCatcher(join(dataDir, 'mail'))
  progress.step('Se abren los servicios…')
  const open = options.topology === 'distributed' ? openDistributedDemo : openEmbeddedDemo
  await using opened = await open({
    ...{ dataDir, start, logger, replicas: options.replicas, entity: ENTITY, calendars: options.calendars },
    smtpUrl: mail.url,
    onProgress: progress.step,
    broken,
  })
  progress.step(`Ventanilla atiende en ${opened.address}; se radican ${file.rows.length} filas de ${name}.`)
  const job = { opened, mail, folder, steps, name, file, products: entity.products.map(({ id }) => id) }
  const done = await unlessBroken(broken, doAll(job, keptTime(clockFile, opened.time), options))
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const summary: Summary = { ...done, seconds }
  await writeWhole(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  return summary
}

interface Job {
  opened: DemoTopology
  mail: MailCatcher
  folder: string
  steps: readonly Step[]
  name: string
  file: FilingsFile
  products: readonly string[]
}

async function doAll(
  { opened, mail, folder, steps, name, file, products }: Job,
  clock: DrivenTime,
  { progress }: DemoOptions,
): Promise<Omit<Summary, 'seconds'>> {
  const { settled } = opened
  const adapter = createAdapter(opened.address, adapterToken(opened.identity))
  const driven = await drive(steps, {
    ...{ adapter, clock, settled, products, entity: ENTITY, file: name },
    onProgress: (done, day) => progress.count(done, steps.length, day),
  })
  const quarters = quartersOf(steps)
  const last = quarters.at(-1)
  if (last) await clock.advance(last.end)
  await settled()
  progress.step('Se expiden los extractos trimestrales…')
  const extracts = await issue(adapter, quarters, folder)
  await settled()
  const outcome = await readOutcome(adapter, ENTITY, { rows: file.rows, bad: file.bad, driven })
  return {
    ...outcome,
    messages: await readMessages(adapter, ENTITY, driven, await mail.received()),
    indicators: await adapter.get(`/v1/indicators?entity=${ENTITY}`),
    extract: extracts.at(-1) ? withoutPeriod(extracts.at(-1)) : null,
    extracts,
    digest: await opened.digest(),
  }
}

async function readInput({ filings, overlays, seed, dataDir }: DemoOptions) {
  const calendar: Calendar = overlays.length > 0 ? withOverlays([...overlays]) : nationalCalendar()
  let name = `muestra-${seed}.csv`
  let bytes: Uint8Array
  if (filings === undefined) {
    bytes = Buffer.from(generateSample({ seed, calendar }))
    await writeWhole(join(dataDir, 'demo', name), bytes)
  } else {
    name = basename(filings)
    bytes = await readFile(filings).catch((error: NodeJS.ErrnoException) => {
      throw new DemoRefused(`no se pudo leer ${filings}: ${error.code ?? error.message}`)
    })
  }
  const file = parseFilings(bytes)
  if ('refused' in file) throw new DemoRefused(`${name}: ${file.detail}`)
  return { name, file: file as FilingsFile, calendar }
}

function adapterToken(identity: Identity): () => Promise<string> {
  const client = identity.clients.find(({ id }) => id === 'demo-adapter')
  if (!client) throw new DemoRefused('el emisor no tiene el cliente demo-adapter')
  return tokenSource({
    issuer: identity.issuer(),
    client: client.id,
    secret: client.secret,
    scope: 'filings:write cases:read extracts:read',
  })
}

async function issue(
  adapter: Adapter,
  quarters: readonly Quarter[],
  folder: string,
): Promise<Summary['extracts']> {
  const extracts: Summary['extracts'] = []
  for (const { period } of quarters) {
    const answer = await adapter.post<{ extractId: string; fileName: string; sha256: string } & Refused>(
      '/v1/extracts',
      { entity: ENTITY, format: '379', period },
    )
    if (answer.status !== 201 && answer.status !== 200)
      throw new UnexpectedAnswer(`extracto de ${period}: ${answer.status} ${JSON.stringify(answer.body)}`)
    const { extractId, fileName, sha256 } = answer.body
    const bytes = await adapter.getBytes(`/v1/extracts/${extractId}/file`)
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new UnexpectedAnswer(`extracto de ${period}: los bytes no son los del SHA-256 que se expidió`)
    await writeWhole(join(folder, fileName), bytes)
    extracts.push({ period, file: `demo/${fileName}`, sha256 })
  }
  return extracts
}

const withoutPeriod = (extract?: Summary['extracts'][number]) =>
  extract ? { file: extract.file, sha256: extract.sha256 } : null

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}
