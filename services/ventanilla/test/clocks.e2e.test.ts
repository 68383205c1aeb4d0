import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { createLogger } from '@ventanilla/runtime'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createAdapter } from '../src/demo/adapter.ts'
import { openEmbeddedDemo } from '../src/demo/topology.ts'
import { tokenSource } from '../src/identity/index.ts'
import { startMailCatcher } from '../src/mail-catcher.ts'

const clocks = `
clocks:
  - id: acuse
    name: Acuse de recibo
    regime: ley-1755
    term: { amount: 2, unit: business-days }
    article: Prueba
    starts: opening
    meets: [acknowledgement]
    reopens: stays
  - id: nivel-1
    name: Nivel 1
    regime: ley-1755
    term: { amount: 2, unit: business-days }
    article: Prueba
    starts: { level: 1 }
    meets: [leaving, answer]
    reopens: new-term
  - id: nivel-2
    name: Nivel 2
    regime: ley-1755
    term: { amount: 3, unit: business-days }
    article: Prueba
    starts: { level: 2 }
    meets: [leaving, answer]
    reopens: new-term
    ladder: [{ id: rojo, name: Rojo, atRemaining: 1 }]
  - id: encuesta
    name: Encuesta de servicio
    regime: ley-1755
    term: { amount: 3, unit: calendar-days }
    article: Prueba
    starts: { state: respondida }
    meets: [{ move: cerrar }]
    reopens: stays
`

/** The product's entities, with clocks beside the terms of petitions. */
async function entitiesWithClocks(folder: string): Promise<string> {
  const entities = join(folder, 'entities')
  await cp(entitiesDir, entities, { recursive: true })
  const file = join(entities, 'icetex', 'procedures', 'pqrsd.yaml')
  await writeFile(file, (await readFile(file, 'utf8')) + clocks)
  return entities
}

/** Every service in this process, on Monday 23 November 2026. */
async function everything() {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-clocks-'))
  const stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  stack.defer(() => {
    vi.unstubAllEnvs()
  })
  onTestFinished(() => stack.disposeAsync())
  vi.stubEnv('ENTITIES_DIR', await entitiesWithClocks(dataDir))
  const mail = stack.use(await startMailCatcher(join(dataDir, 'mail')))
  const opened = stack.use(
    await openEmbeddedDemo({
      ...{ dataDir, entity: 'icetex', calendars: [], smtpUrl: mail.url, replicas: 1 },
      ...{ start: '2026-11-23T14:00:00.000Z', logger: createLogger({ level: 'silent' }) },
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
  return { ...opened, adapter, mail }
}

interface Clock {
  clock: string
  state: string
  due: string
  late: boolean | null
}

it('several clocks of a case go from the filing to the read models, each by what concerns it', async () => {
  const { adapter, settled, time, mail } = await everything()
  const done = async (path: string, body: object) => {
    const answer = await adapter.post<Record<string, string>>(path, body, randomUUID())
    expect(answer, JSON.stringify(answer)).toMatchObject({ status: path.endsWith('/filings') ? 201 : 200 })
    await settled()
    return answer.body
  }
  const person = {
    ...{
      documentType: 'CC',
      documentNumber: '1000000001',
      firstNames: 'Peticionaria',
      lastNames: 'De Prueba',
    },
    email: 'peticionaria@correo.invalid',
  }
  const { caseId } = await done('/v1/public/filings', {
    ...{ entity: 'icetex', procedure: 'pqrsd', kind: 'peticion-interes-general', mode: 'named', person },
    ...{ subject: 'Horario', text: 'Atiendan también los sábados.' },
  })
  const standing = async () => {
    const items = await adapter.list<Clock>(`/v1/clocks?caseId=${caseId}`)
    return Object.fromEntries(items.map(({ clock, state, due, late }) => [clock, `${state} ${due} ${late}`]))
  }
  // The receipt went out over SMTP at once.
  expect(await standing()).toEqual({
    ...{ legal: 'running 2026-12-15 null', acuse: 'met 2026-11-25 false' },
    'nivel-1': 'running 2026-11-25 null',
  })

  await time.advance('2026-11-24T15:00:00.000Z')
  await done(`/v1/cases/${caseId}/assignment`, {
    ...{ area: 'grupo-gestion-servicio', level: 2, note: 'Lo atiende el grupo.' },
  })
  await time.advance('2026-11-30T15:00:00.000Z')
  await settled()
  expect(await standing()).toMatchObject({
    ...{ 'nivel-1': 'met 2026-11-25 false', 'nivel-2': 'breached 2026-11-27 null' },
    legal: 'running 2026-12-15 null',
  })
  const file = await adapter.get<{ due: string; light: string; clocks: Clock[] }>(`/v1/case-files/${caseId}`)
  expect(file).toMatchObject({ due: '2026-12-15', light: 'verde', clockState: 'running' })
  expect(file.clocks.map(({ clock, state }) => `${clock} ${state}`).sort()).toEqual([
    ...['acuse met', 'legal running', 'nivel-1 met', 'nivel-2 breached'],
  ])
  const listed = await adapter.list<{ caseId: string; due: string }>('/v1/worklist?entity=icetex')
  expect(listed).toMatchObject([{ caseId, due: '2026-12-15', light: 'verde' }])

  await done(`/v1/cases/${caseId}/moves`, { action: 'answer', outcome: 'parcial', text: 'Así será.' })
  expect(await standing()).toMatchObject({
    ...{ legal: 'met 2026-12-15 false', 'nivel-2': 'met 2026-11-27 true' },
    encuesta: 'running 2026-12-03 null',
  })
  await time.advance('2026-12-10T15:00:00.000Z')
  await settled()
  expect(await standing()).toMatchObject({
    encuesta: 'breached 2026-12-03 null',
    legal: 'met 2026-12-15 false',
  })
  expect(await adapter.get(`/v1/case-files/${caseId}`)).toMatchObject({
    ...{ due: '2026-12-15', clockState: 'met', late: false, answeredOn: '2026-11-30' },
  })

  const messages = await adapter.list<{ template: string }>(`/v1/messages?caseId=${caseId}`)
  expect(messages.map(({ template }) => template)).toEqual(['acuse', 'respuesta'])
  expect((await mail.received()).size).toBe(2)
}, 240_000)
