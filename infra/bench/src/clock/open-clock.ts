import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@ventanilla/database'
import {
  createLogger,
  projectorsOf,
  type Service,
  storeMigrations,
  watermarkClock,
} from '@ventanilla/runtime'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'
import { type FreshDatabase, freshDatabase } from '@ventanilla/testing'
import { vaultMigrations } from '@ventanilla/vault'
import { multiplyModels, multiplyService } from '../memory/multiply.ts'
import { endOf, tellCases } from './told-cases.ts'

/** Of each day, told for real; the others are copies of these. */
const TOLD = 10

export interface Loading {
  /** Business days on which cases were received, one after the other. */
  days: number
  /** Clocks that are armed; a whole number of times those that are told. */
  clocks: number
  /** With the streams that they are decided on; polling reads none. */
  logged: boolean
}

export interface Loaded extends AsyncDisposable {
  own: FreshDatabase
  environment: Readonly<Record<string, string>>
  clocks: number
}

/** The databases of the service with so many clocks that run, and nobody at work on them. */
export async function loadClocks({ days, clocks, logged }: Loading): Promise<Loaded> {
  await using undo = new AsyncDisposableStack()
  const own = undo.use(await freshDatabase({ prefix: 'bench_clock', migrations: storeMigrations }))
  const secrets = undo.use(
    await freshDatabase({ prefix: 'bench_vault', migrations: { service: 'vault', dir: vaultMigrations } }),
  )
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-bench-'))
  undo.defer(() => rm(folder, { recursive: true, force: true }))
  const environment = {
    SLA_CLOCK_DATABASE_URL: own.url,
    VAULT_DATABASE_URL: secrets.url,
    VAULT_MASTER_KEY_FILE: join(folder, 'vault.key'),
  }
  const { service } = await compose(environment)
  const times = Math.max(Math.round(clocks / days / TOLD) - 1, 0)
  try {
    await tellCases(service, { days, perDay: TOLD })
    await (logged ? multiplyService : multiplyModels)(own.url, times)
    if (logged) await settle(service, own.database)
  } finally {
    await service.close()
  }
  const loaded = undo.move()
  const all = (times + 1) * days * TOLD
  return { own, environment, clocks: all, [Symbol.asyncDispose]: () => loaded.disposeAsync() }
}

async function compose(environment: Readonly<Record<string, string>>) {
  const clock = watermarkClock(endOf(0))
  const logger = createLogger({ level: 'silent' })
  return { clock, service: await composeSlaClock(slaClockConfig.parse(environment), { clock, logger }) }
}

/** The service that is deployed, composed in this process; none of its loops run. */
export async function openClock(environment: Readonly<Record<string, string>>) {
  const { clock, service } = await compose(environment)
  return {
    service,
    /** Business time, and what routing has told, come up to an instant. */
    reach(instant: string) {
      clock.advance(instant)
      for (const { from, onWatermark } of service.subscriptions)
        for (const source of from) onWatermark?.(source, instant)
    },
    [Symbol.asyncDispose]: () => service.close(),
  }
}

/** The service's own job. @returns whether it did something */
export function lookForMarks({ jobs }: Service): () => Promise<boolean> {
  const job = jobs.find(({ name }) => name === 'marks')
  if (!job) throw new Error('the service has no job that tells marks')
  const { signal } = new AbortController()
  return () => job.step(signal, () => {})
}

/** Everything that there is to be told. @returns the instant (of `performance.now`) of the last commit of facts */
export async function tellMarks(service: Service): Promise<number> {
  const look = lookForMarks(service)
  let last = Number.NaN
  const deaf = service.log.onWrite(() => {
    last = performance.now()
  })
  while (await look());
  deaf()
  return last
}

/** Its read models come up to what was written, and the tables are as they are when nobody has written for a while. */
export async function settle(service: Service, database: Database): Promise<void> {
  for (const projector of projectorsOf(service)) while ((await projector.step()) !== false);
  await database.query('vacuum analyze')
}
