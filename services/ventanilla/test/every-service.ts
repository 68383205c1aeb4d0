import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { createLogger } from '@ventanilla/runtime'
import { expect, onTestFinished, vi } from 'vitest'
import { createAdapter } from '../src/demo/adapter.ts'
import { openDistributedDemo, openEmbeddedDemo } from '../src/demo/topology.ts'
import { tokenSource } from '../src/identity/index.ts'
import { startMailCatcher } from '../src/mail-catcher.ts'
import type { Topology } from '../src/topology.ts'
import { inTopology } from './in-topology.ts'

/**
 * Every service on Monday 23 November 2026, under the procedure of petitions as it is edited: in this process, or in one
 * for each.
 */
export async function everyService(
  edited: (pqrsd: string) => string,
  topology: Topology = 'embedded',
  logger = createLogger({ level: 'silent' }),
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-clocks-'))
  const stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  stack.defer(() => {
    vi.unstubAllEnvs()
  })
  onTestFinished(() => stack.disposeAsync())
  const entities = join(dataDir, 'entities')
  await cp(entitiesDir, entities, { recursive: true })
  const file = join(entities, 'icetex', 'procedures', 'pqrsd.yaml')
  await writeFile(file, edited(await readFile(file, 'utf8')))
  vi.stubEnv('ENTITIES_DIR', entities)
  const { env } = stack.use(await inTopology(topology))
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const mailFolder = join(dataDir, 'mail')
  const mail = stack.use(await startMailCatcher(mailFolder))
  const opened = stack.use(
    await (topology === 'embedded' ? openEmbeddedDemo : openDistributedDemo)({
      ...{ dataDir, entity: 'icetex', calendars: [], smtpUrl: mail.url, replicas: 1 },
      ...{ start: '2026-11-23T14:00:00.000Z', logger },
      ...{ onProgress: () => {}, broken: new AbortController().signal },
    }),
  )
  const admin = opened.identity.clients.find(({ id }) => id === 'admin')
  const adapter = createAdapter(
    opened.address,
    tokenSource({
      ...{ issuer: opened.identity.issuer(), client: admin?.id ?? '', secret: admin?.secret ?? '' },
      scope: 'cases:read cases:work',
    }),
  )
  /** Asked for once, and heard by everybody. */
  const done = async (path: string, body: object) => {
    const answer = await adapter.post<Record<string, string>>(path, body, randomUUID())
    expect(answer, JSON.stringify(answer)).toMatchObject({ status: path.endsWith('/filings') ? 201 : 200 })
    await opened.settled()
    return answer.body
  }
  const filed = (kind: string) =>
    done('/v1/public/filings', {
      ...{ entity: 'icetex', procedure: 'pqrsd', kind, mode: 'named', person },
      ...{ subject: 'Horario', text: 'Atiendan también los sábados.' },
    })
  return { ...opened, dataDir, adapter, mail, mailFolder, done, filed }
}

const person = {
  ...{ documentType: 'CC', documentNumber: '1000000001' },
  ...{ firstNames: 'Peticionaria', lastNames: 'De Prueba', email: 'peticionaria@correo.invalid' },
}
