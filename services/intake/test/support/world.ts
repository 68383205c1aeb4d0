import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish } from '@ventanilla/bus'
import { trackingSecret } from '@ventanilla/contracts'
import { type EventLog, openPostgresLog } from '@ventanilla/event-log'
import { encryptedFiles, localFiles } from '@ventanilla/files'
import { createHttp } from '@ventanilla/http-kit'
import { type Entity, entitiesDir, loadEntities } from '@ventanilla/procedures'
import { storeMigrations, watermarkClock } from '@ventanilla/runtime'
import { freshDatabase } from '@ventanilla/testing'
import { openVault, vaultMigrations } from '@ventanilla/vault'
import { intakeMigrations, postgresUploads } from '../../src/adapters/uploads.ts'
import { digestUnder } from '../../src/commands/digest.ts'
import type { IntakeDeps } from '../../src/deps.ts'
import { errors } from '../../src/errors.ts'
import { createIntake, type IntakeOptions } from '../../src/service.ts'
import { keepingLogger } from './logger.ts'
import { type Claims, tokenOf, verifier } from './tokens.ts'

const masterKey = Buffer.alloc(32, 5)
export const everything = 'filings:write cases:read cases:work admin'

export interface WorldOptions {
  now?: string
  /** Stands in the place of the log, so that a test can break it. */
  log?: (log: EventLog) => EventLog
  limits?: IntakeOptions['limits']
  wall?: () => string
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** Intake on databases of its own, reached as anybody reaches it. */
export async function openWorld(options: WorldOptions = {}) {
  const [own, secrets, dir] = await Promise.all([
    freshDatabase({
      prefix: 'intake',
      migrations: [...storeMigrations, { service: 'intake', dir: intakeMigrations }],
    }),
    freshDatabase({ prefix: 'intake_vault', migrations: { service: 'vault', dir: vaultMigrations } }),
    mkdtemp(join(tmpdir(), 'ventanilla-intake-')),
  ])
  const { database } = own
  const vault = await openVault({ database: secrets.database, masterKey })
  const realLog = openPostgresLog(database)
  const log = options.log?.(realLog) ?? realLog
  const clock = watermarkClock(options.now ?? '2026-03-24T15:00:00.000Z')
  const wall = options.wall ?? (() => new Date().toISOString())
  const entities = twoEntities(loadEntities(entitiesDir))
  const deps: IntakeDeps = {
    ...{ log, database, vault, clock, wall, entities },
    files: encryptedFiles(localFiles(join(dir, 'files')), vault),
    uploads: postgresUploads(database),
    trackingSecret: trackingSecret(masterKey),
    digest: digestUnder(masterKey),
  }
  const service = createIntake({
    ...deps,
    checks: [],
    close: async () => {},
    ...(options.limits && { limits: options.limits }),
  })
  const [projector] = service.projectors
  if (!projector) throw new Error('intake has one read model')
  const { logger, text: logged } = keepingLogger()
  const app = createHttp({
    title: 'Radicación',
    version: '1',
    verifier,
    errors: [errors],
    logger,
    rateLimits: { address: { max: 10_000, windowMs: 60_000 } },
  })
  await app.register(service.http)
  await app.ready()
  await projector.behind()

  async function send(method: 'GET' | 'POST', url: string, claims?: Claims, sent: Sent = {}) {
    const { body, type = 'application/json', key } = sent
    const answer = await app.inject({
      method,
      url,
      headers: {
        ...(claims && { authorization: `Bearer ${tokenOf(claims)}` }),
        ...(body !== undefined && { 'content-type': type }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { payload: payloadOf(body) }),
    })
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: tryJson(answer.body),
      bytes: answer.rawPayload,
    }
  }

  return {
    ...{ app, dir, own, secrets, deps, log: realLog, clock, service, projector, vault, logged, send },
    /** Files as an adapter does. */
    file: (
      body: unknown,
      { key, claims = { scope: 'filings:write' } }: { key?: string; claims?: Claims } = {},
    ) => send('POST', '/v1/filings', claims, { body, ...(key !== undefined && { key }) }),
    get: (url: string, claims: Claims = { scope: everything }) => send('GET', url, claims),
    async project() {
      while (await projector.step());
    },
    /** Everything that the other services may learn. */
    async published() {
      const logs = await Promise.all(
        [...(await realLog.heads()).keys()].map((entity) => realLog.read(entity, 0, 10_000)),
      )
      return logs.flat().flatMap((recorded) => publish('intake', service.publications, recorded) ?? [])
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await realLog.close()
      await Promise.all([own.drop(), secrets.drop(), rm(dir, { recursive: true, force: true })])
    },
  }
}

export interface Sent {
  body?: unknown
  type?: string
  key?: string
}

const payloadOf = (body: unknown) =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

function tryJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function twoEntities(entities: Map<string, Entity>): Map<string, Entity> {
  const [first] = entities.values()
  if (!first) throw new Error('no entity')
  return new Map([...entities, ['otra', { ...first, id: 'otra', code: 'OTR' }]])
}

/** A filing that nothing is wrong with. */
export const aFiling = (other: object = {}) => ({
  entity: 'icetex',
  procedure: 'pqrsd',
  kind: 'queja',
  channel: 'virtual',
  person: aPerson(),
  subject: 'Demora en el giro',
  text: 'No he recibido el giro de sostenimiento.',
  ...other,
})

export const aPerson = (other: object = {}) => ({
  documentType: 'CC',
  documentNumber: '1.020.304.050',
  firstNames: 'Ana María',
  lastNames: 'Restrepo Gil',
  email: 'ana.restrepo@ejemplo.co',
  ...other,
})

export const anEvent = (data: unknown, other: object = {}) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/buzon/pqrsd',
  type: 'co.ventanilla.filing.submitted.v1',
  datacontenttype: 'application/json',
  data,
  ...other,
})
