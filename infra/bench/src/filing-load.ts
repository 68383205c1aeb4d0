import { randomUUID } from 'node:crypto'
import type { Database } from '@ventanilla/database'
import { eventLogMigrations } from '@ventanilla/event-log'
import { freshDatabase, inventedFiling } from '@ventanilla/testing'
import { vaultMigrations } from '@ventanilla/vault'
import { type HttpClient, httpClient } from './http-client.ts'
import { startIntake } from './intake-service.ts'
import { findPgbench, pgbench } from './pgbench.ts'
import { insertOf, type Sample, sampleOf } from './same-rows.ts'

export const CLIENTS = 64

/** A service is compiled while it works: only after some twenty seconds does a filing cost what it will cost. */
export const WARM_SECONDS = 20

const LOG_TABLES = ['log.streams', 'log.events', 'log.claims', 'log.enclosures']
const VAULT_TABLES = ['vault.keys', 'vault.records', 'vault.links']

/** A filing of a person whom nobody knows yet: the dearest for the vault. */
const filing = () =>
  JSON.stringify({
    ...inventedFiling(`bench-${Math.floor(Math.random() * 1e9)}`),
    theme: 'desembolsos',
    product: 'credito-pregrado',
    subject: 'Demora en el giro de sostenimiento',
    text: 'No he recibido el giro de sostenimiento del segundo semestre, y la universidad me pide el pago para matricularme. Pido que se revise mi caso y se me diga la fecha del giro.',
  })

export interface Filed {
  caseId: string
  position: string
}

/** @param headers those that say who files */
export async function fileBy(client: HttpClient, headers: string): Promise<Filed> {
  const more = `content-type: application/json\r\nidempotency-key: ${randomUUID()}\r\n`
  const { status, body } = await client.ask('POST', '/v1/filings', headers + more, filing())
  if (status !== 201) throw new Error(`${status} ${body}`)
  return JSON.parse(body)
}

export const plainMigrations = [
  { service: 'event-log', dir: eventLogMigrations },
  { service: 'vault', dir: vaultMigrations },
]

/** What the one filing that there is has written. */
export async function samplesOf(own: Database, secrets: Database): Promise<Sample[]> {
  return [
    ...(await Promise.all(LOG_TABLES.map((table) => sampleOf(own, table)))),
    ...(await Promise.all(VAULT_TABLES.map((table) => sampleOf(secrets, table)))),
  ]
}

/** pgbench, to write such rows into a database of `plainMigrations`. */
export async function plainInserts(plain: Database, url: string, samples: readonly Sample[]) {
  const { path, version } = await findPgbench()
  await plain.query('create sequence position')
  await plain.query(`insert into vault.masters (version, reference_key) values (1, '\\x00')`)
  const script = insertOf(samples)
  return {
    insert: (how: { seconds: number; rate?: number }) =>
      pgbench(path, { script, url, clients: CLIENTS, ...how }),
    settings: {
      ...{ pgbench: version, clients: CLIENTS },
      rows: samples.reduce((sum, { rows }) => sum + rows.length, 0),
    },
  }
}

/** Intake with 64 connected clients, and pgbench writing into a database of the same server what a filing writes. */
export async function openFilingLoad(flags: readonly string[] = []) {
  await using undo = new AsyncDisposableStack()
  const intake = await startIntake(flags)
  undo.defer(() => intake.close())
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => httpClient(intake.address)))
  undo.defer(async () => {
    for (const client of clients) client.close()
  })
  const tokens = clients.map((_, n) => `authorization: Bearer ${intake.token(`bench-${n}`)}\r\n`)

  const file = (client: HttpClient, nth: number) => fileBy(client, tokens[nth] ?? '')
  const [first] = clients
  if (!first) throw new Error('no client')
  await file(first, 0)
  const samples = await samplesOf(intake.own.database, intake.secrets.database)
  const plain = undo.use(await freshDatabase({ prefix: 'bench_plain', migrations: plainMigrations }))
  const { insert, settings } = await plainInserts(plain.database, plain.url, samples)
  const opened = undo.move()
  return {
    ...{ clients, tokens, file, insert, settings },
    /** Waits until the read model has all that was filed. */
    async settle() {
      const { caseId, position } = await file(first, 0)
      for (let tried = 0; tried < 12; tried++) {
        const { status } = await first.ask(
          'GET',
          `/v1/filings/${caseId}?atLeast=${position}`,
          tokens[0] ?? '',
        )
        if (status === 200) return
      }
      throw new Error('the read model does not catch up')
    },
    close: () => opened.disposeAsync(),
  }
}
