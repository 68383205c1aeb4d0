import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDirectBus, type Publisher } from '@ventanilla/bus'
import type { PublicDraft, PublicEvent } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import { deriveId, eventLogMigrations } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { projectionsMigrations } from '@ventanilla/projections'
import {
  createLogger,
  type RunOptions,
  readConfig,
  run,
  type Service,
  watermarkClock,
} from '@ventanilla/runtime'
import { refusing } from '@ventanilla/runtime/testing'
import { freshDatabase } from '@ventanilla/testing'
import { vaultMigrations } from '@ventanilla/vault'
import { onTestFinished } from 'vitest'
import { composeSlaClock, slaClockConfig } from '../../src/compose.ts'
import { entity } from './routing-events.ts'
import { bearer, verifier } from './tokens.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer, it asserts
  body: any
}

/** The databases of the service, and what it listens to: they outlive it, as in a real machine. */
export async function machine() {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-sla-clock-'))
  const own = await freshDatabase({
    prefix: 'sla_clock',
    migrations: [
      { service: 'event-log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ],
  })
  const secrets = await freshDatabase({
    prefix: 'sla_clock_vault',
    migrations: { service: 'vault', dir: vaultMigrations },
  })
  onTestFinished(async () => {
    await own.drop()
    await secrets.drop()
    await rm(folder, { recursive: true })
  })
  return { folder, own, secrets, routing: publishing('routing'), notification: publishing('notification') }
}

/** Another service as the bus sees it: its log, and how far it has got. */
function publishing(name: 'routing' | 'notification') {
  const log = memoryLog()
  let reached: string | undefined
  async function write({ type, data, at, subject }: PublicEvent, id: string) {
    const event = { id, type, data: data as JsonObject, at }
    await log.write(entity, {
      appends: [{ stream: `case/${subject}`, expected: 'any', events: [event], actor: 'test' }],
    })
  }
  return {
    log,
    /** It says no more, and gets no further than `instant`, until it is called without one. */
    silentFrom(instant?: string) {
      reached = instant
    },
    publisher: (now: () => string): Publisher => ({
      name,
      log,
      publications: ({ type, data }) =>
        ({ type, subject: String(data.caseId), data }) as unknown as PublicDraft,
      watermark: () => (reached !== undefined && reached < now() ? reached : now()),
    }),
    async tell(...events: PublicEvent[]) {
      for (const event of events) await write(event, deriveId('told', randomUUID()))
    },
    /** Under its own id, of which others derive theirs. */
    tellAs: (event: PublicEvent) => write(event, event.id),
  }
}

export type Machine = Awaited<ReturnType<typeof machine>>

export interface Starting {
  calendars?: string
  /** The folder of the entities' definitions; the product's own when absent. */
  entities?: string
  alone?: boolean
  /** What the service can't handle: a mistake in its program. */
  refuses?: (event: PublicEvent) => boolean
  parkAfter?: number
}

/** The service composed and running on that machine, at that business instant. */
export async function start(
  { folder, own, secrets, routing, notification }: Machine,
  now: string,
  { calendars = '', entities, alone = false, refuses, parkAfter }: Starting = {},
) {
  const clock = watermarkClock(now)
  const logger = createLogger({ level: 'silent' })
  const config = readConfig(slaClockConfig, {
    SLA_CLOCK_DATABASE_URL: own.url,
    VAULT_DATABASE_URL: secrets.url,
    VAULT_MASTER_KEY_FILE: join(folder, 'vault.key'),
    CALENDAR_FILES: calendars,
    ...(entities !== undefined && { ENTITIES_DIR: entities }),
  })
  const composed: Service = await composeSlaClock(config, { clock, logger })
  const service = refuses ? refusing(composed, refuses) : composed
  const running = await run([service], {
    http: { title: 'Prueba', version: '1', verifier },
    ...{ port: 0, clock, logger, pollMs: 10, ...(parkAfter && { parkAfter }) },
    ...(alone ? {} : followed([routing, notification].map(({ publisher }) => publisher(() => clock.now())))),
  })
  onTestFinished(() => running.close())

  async function call(method: string, path: string, headers: object, body?: unknown): Promise<Answer> {
    const response = await fetch(`${running.address}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  return {
    ...{ clock, service, running },
    settled: () => running.settled(60_000),
    async advance(to: string) {
      clock.advance(to)
      await running.settled(60_000)
    },
    get: async (path: string, scope = 'cases:read', claims = {}) =>
      call('GET', path, await bearer(scope, claims)),
    post: async (
      path: string,
      body: unknown,
      { scope = 'cases:work', key = '', ifMatch = '', claims = {} } = {},
    ) => {
      const given = { ...(key && { 'idempotency-key': key }), ...(ifMatch && { 'if-match': ifMatch }) }
      return call('POST', path, { ...(await bearer(scope, claims)), ...given }, body)
    },
    /** What was told of marks: what, and at which instant. */
    async marks() {
      const events = await service.log.read(entity, 0, 1000)
      return events.flatMap(({ type, data, at }) =>
        type === 'ClockWarned' || type === 'ClockBreached' ? [`${String(data.rung ?? 'fin')} ${at}`] : [],
      )
    },
  }
}

/** The bus of a process that hears others besides its own. */
function followed(others: readonly Publisher[]): Pick<RunOptions, 'hears' | 'openBus'> {
  return {
    hears: others.map(({ name }) => name),
    openBus: (own, startLoop) => openDirectBus({ publishers: [...own, ...others], startLoop }),
  }
}
