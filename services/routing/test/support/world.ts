import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDirectBus, type Publisher } from '@ventanilla/bus'
import type { PublicDraft, PublicEvent } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import { entitiesDir } from '@ventanilla/procedures'
import { createLogger, run, watermarkClock } from '@ventanilla/runtime'
import { refusing } from '@ventanilla/runtime/testing'
import { freshDatabase } from '@ventanilla/testing'
import { loadMasterKey, openVault } from '@ventanilla/vault'
import { composeRouting } from '../../src/compose.ts'
import type { Filing } from '../../src/domain/open/openable.ts'
import { filing } from './cases.ts'
import { token, verifier } from './issuer.ts'

/** Monday 23 November 2026, nine in the morning in Bogotá. */
export const monday = '2026-11-23T14:00:00.000Z'

interface About {
  calendarFiles?: string[]
  /** A folder of entities of its own. */
  entities?: string
  /** What it can't handle, by a mistake in its program: the case is parked at once. */
  refuses?: (event: PublicEvent) => boolean
}

/** Routing on databases of its own, with an intake whose log is at hand, on a clock that the test drives. */
export async function openWorld({ calendarFiles = [], entities = entitiesDir, refuses }: About = {}) {
  await using undo = new AsyncDisposableStack()
  const own = undo.use(await freshDatabase({ prefix: 'routing' }))
  const secrets = undo.use(await freshDatabase({ prefix: 'routing_vault' }))
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-routing-'))
  undo.defer(() => rm(folder, { recursive: true }))
  const clock = watermarkClock(monday)
  const logger = createLogger({ level: 'silent' })
  const composed = await composeRouting(
    {
      ROUTING_DATABASE_URL: own.url,
      VAULT_DATABASE_URL: secrets.url,
      VAULT_MASTER_KEY_FILE: join(folder, 'vault.key'),
      ENTITIES_DIR: entities,
      CALENDAR_FILES: calendarFiles,
      ALLOW_UNSAFE_POSTGRES: false,
    },
    { clock, logger },
  )
  undo.defer(() => composed.close())
  const service = refuses ? refusing(composed, refuses) : composed
  const intake = memoryLog(() => clock.now())
  const publisher: Publisher = {
    name: 'intake',
    log: intake,
    publications: ({ type, data }) =>
      ({ type: `ventanilla.intake.${type}.v1`, subject: data.caseId, data }) as unknown as PublicDraft,
    watermark: () => clock.now(),
  }
  const running = await run([service], {
    http: { title: 'Prueba', version: '1.0.0', verifier },
    port: 0,
    clock,
    logger,
    hears: [publisher.name],
    openBus: (own, startLoop) => openDirectBus({ publishers: [...own, publisher], startLoop }),
    pollMs: 50,
    ...(refuses && { parkAfter: 1 }),
  })
  undo.defer(() => running.close())

  async function file(about: Partial<Filing> = {}, entity = 'icetex'): Promise<string> {
    const own = { caseId: randomUUID(), personRef: randomUUID(), receivedAt: clock.now() }
    const data = filing({ ...own, ...about })
    const event = {
      id: randomUUID(),
      type: 'FilingReceived',
      at: clock.now(),
      data: data as unknown as JsonObject,
    }
    await intake.write(entity, {
      appends: [{ stream: `filing/${data.caseId}`, expected: 'any', actor: 'prueba', events: [event] }],
    })
    await running.settled()
    return data.caseId
  }

  const all = undo.move()
  return {
    ...{ service, clock, running, file, database: own.database },
    settled: () => running.settled(),
    call: caller(running.address),
    openVault: async () =>
      openVault({ database: secrets.database, masterKey: await loadMasterKey(join(folder, 'vault.key')) }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body by comparing it
  body: any
}

function caller(address: string) {
  const send = async (method: string, path: string, about: CallOptions, body?: unknown): Promise<Reply> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${about.token ?? token('cases:read cases:work')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...about.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  return {
    get: (path: string, about: CallOptions = {}) => send('GET', path, about),
    post: (path: string, body: unknown, about: CallOptions = {}) => send('POST', path, about, body),
    put: (path: string, body: unknown, about: CallOptions = {}) => send('PUT', path, about, body),
    remove: (path: string, about: CallOptions = {}) => send('DELETE', path, about),
    fill: (caseId: string, form: unknown, about: CallOptions = {}) =>
      send('PUT', `/v1/cases/${caseId}/form`, about, { form }),
    move: (caseId: string, body: unknown, about: CallOptions = {}) =>
      send('POST', `/v1/cases/${caseId}/moves`, about, body),
  }
}

interface CallOptions {
  token?: string
  headers?: Record<string, string>
}

export const adapterToken = token('filings:write', { client: 'adaptador', subject: 'adaptador' })
