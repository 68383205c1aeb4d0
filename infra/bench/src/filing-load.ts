import { randomUUID } from 'node:crypto'
import { eventLogMigrations } from '@ventanilla/event-log'
import { freshDatabase } from '@ventanilla/testing'
import { vaultMigrations } from '@ventanilla/vault'
import { type HttpClient, httpClient } from './http-client.ts'
import { startIntake } from './intake-service.ts'
import { findPgbench, pgbench } from './pgbench.ts'
import { insertOf, sampleOf } from './same-rows.ts'

export const CLIENTS = 64

const LOG_TABLES = ['log.streams', 'log.events', 'log.claims', 'log.enclosures']
const VAULT_TABLES = ['vault.keys', 'vault.records', 'vault.links']

/** A filing of a person whom nobody knows yet: the dearest for the vault. */
const filing = () =>
  JSON.stringify({
    entity: 'icetex',
    procedure: 'pqrsd',
    kind: 'queja',
    channel: 'virtual',
    person: {
      documentType: 'CC',
      documentNumber: String(Math.floor(1e9 + Math.random() * 1e9)),
      firstNames: 'Ana María',
      lastNames: 'Restrepo Gil',
      email: 'ana.restrepo@ejemplo.co',
    },
    theme: 'desembolsos',
    product: 'credito-pregrado',
    subject: 'Demora en el giro de sostenimiento',
    text: 'No he recibido el giro de sostenimiento del segundo semestre, y la universidad me pide el pago para matricularme. Pido que se revise mi caso y se me diga la fecha del giro.',
  })

export interface Filed {
  caseId: string
  position: string
}

/** Intake with 64 connected clients, and pgbench writing into a database of the same server what a filing writes. */
export async function openFilingLoad(flags: readonly string[] = []) {
  const { path, version } = await findPgbench()
  await using undo = new AsyncDisposableStack()
  const intake = await startIntake(flags)
  undo.defer(() => intake.close())
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => httpClient(intake.address)))
  undo.defer(async () => {
    for (const client of clients) client.close()
  })
  const tokens = clients.map((_, n) => `authorization: Bearer ${intake.token(`bench-${n}`)}\r\n`)

  async function file(client: HttpClient, nth: number): Promise<Filed> {
    const headers = `${tokens[nth]}content-type: application/json\r\nidempotency-key: ${randomUUID()}\r\n`
    const { status, body } = await client.ask('POST', '/v1/filings', headers, filing())
    if (status !== 201) throw new Error(`${status} ${body}`)
    return JSON.parse(body)
  }

  const [first] = clients
  if (!first) throw new Error('no client')
  await file(first, 0)
  const samples = [
    ...(await Promise.all(LOG_TABLES.map((table) => sampleOf(intake.own.database, table)))),
    ...(await Promise.all(VAULT_TABLES.map((table) => sampleOf(intake.secrets.database, table)))),
  ]
  const plain = undo.use(
    await freshDatabase({
      prefix: 'bench_plain',
      migrations: [
        { service: 'log', dir: eventLogMigrations },
        { service: 'vault', dir: vaultMigrations },
      ],
    }),
  )
  await plain.database.query('create sequence position')
  await plain.database.query(`insert into vault.masters (version, reference_key) values (1, '\\x00')`)
  const script = insertOf(samples)
  const opened = undo.move()
  return {
    ...{ clients, tokens, file },
    insert: (how: { seconds: number; rate?: number }) =>
      pgbench(path, { script, url: plain.url, clients: CLIENTS, ...how }),
    settings: {
      ...{ pgbench: version, clients: CLIENTS },
      rows: samples.reduce((sum, { rows }) => sum + rows.length, 0),
    },
    close: () => opened.disposeAsync(),
  }
}
