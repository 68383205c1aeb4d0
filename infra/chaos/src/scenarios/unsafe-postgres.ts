import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDatabase, openDatabase } from '@ventanilla/database'
import { install } from '../installation.ts'
import { startIssuer } from '../issuer.ts'
import { startLoad } from '../load.ts'
import { startMail } from '../mail.ts'
import type { Scenario } from '../scenario.ts'
import { lostFilings } from '../verify.ts'

const KILLS = 3

/** A server that answers before its log is on disk: what it acknowledged just before it is killed is gone. */
export const unsafePostgres: Scenario = {
  name: 'control-synchronous-commit-off',
  what: 'PostgreSQL with synchronous_commit=off is killed: acknowledged filings must be missing',
  control: true,
  async run({ dataDir, random }) {
    await using mail = await startMail()
    await using issuer = await startIssuer()
    await using installation = await install({
      ...{ dataDir, services: ['intake'], replicas: 1, issuer, mail },
      environment: { ALLOW_UNSAFE_POSTGRES: 'yes' },
      onPostgres: forgetful,
    })
    await installation.ready(60_000)
    // Or the first thing lost would be the schema.
    await checkpoint(installation.url('postgres'))
    const addresses = () => installation.intake
    const load = startLoad({ addresses, token: issuer.token, random, clients: 8, pauseMs: 20 })
    for (let killed = 0; killed < KILLS; killed++) {
      const before = load.acknowledged.length
      while (load.acknowledged.length < before + 30) await sleep(50)
      await installation.killPostgres()
    }
    await load.stop()
    const faults = lostFilings(load.acknowledged, await numbered(installation.url('intake')))
    return { faults, figures: { acknowledged: load.acknowledged.length, kills: KILLS } }
  },
}

/** Nothing else of the server is changed, and it may keep for itself what it has for as long as it can. */
async function forgetful(url: (database: string) => string): Promise<void> {
  await using admin = await openDatabase({ url: url('postgres'), max: 1, applicationName: 'chaos' })
  for (const name of ['intake', 'vault']) {
    await ensureDatabase(url('postgres'), name)
    // Of the server it is set where it is started, which a file of settings doesn't change.
    await admin.query(`alter database ${name} set synchronous_commit = off`)
  }
  await admin.query(`alter system set wal_writer_delay = '10s'`)
  await admin.query('select pg_reload_conf()')
}

async function checkpoint(url: string): Promise<void> {
  await using admin = await openDatabase({ url, max: 1, applicationName: 'chaos' })
  await admin.query('checkpoint')
}

async function numbered(url: string): Promise<Map<string, string>> {
  await using database = await openDatabase({ url, max: 1, applicationName: 'chaos' })
  const rows = await database.query<{ case: string; radicado: string }>(
    `select data->>'caseId' as case, data->>'radicado' as radicado from log.events where split_part(type, '@', 1) = 'FilingNumbered'`,
  )
  return new Map(rows.map((row) => [row.case, row.radicado]))
}
