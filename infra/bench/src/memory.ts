import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { openDatabase } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { serveIssuer } from '@ventanilla/http-kit/testing'
import { ifBrokenOff } from '@ventanilla/testing'
import type { Bench, Run } from './bench.ts'
import { fileCases } from './memory/file-cases.ts'
import { multiplyService, multiplyVault } from './memory/multiply.ts'
import { measureProcesses } from './memory/processes.ts'

/** Filed for real; the others are copies of these. */
const FILED = 100
const FEW = 1_000
const MANY = Number(process.env.CASES ?? 1_000_000)
const RUN_MS = 5_000
const MIB = 2 ** 20

const databaseOf = (service: ServiceName) => service.replace('-', '_')
const databases = [...SERVICES.map(databaseOf), 'vault']

const FEW_OF = '_few'
const MANY_OF = '_many'

/** Copies the databases of what was filed, and fills each set of copies up. */
async function fill(url: (database: string) => string, suffix: string, cases: number): Promise<void> {
  const times = Math.round(cases / FILED) - 1
  await using admin = await openDatabase({ url: url('postgres'), max: 1, applicationName: 'bench' })
  for (const database of databases)
    await admin.query(`create database ${database}${suffix} template ${database} strategy file_copy`)
  await Promise.all([
    ...SERVICES.map((service) => multiplyService(url(databaseOf(service) + suffix), times)),
    multiplyVault(url(`vault${suffix}`), times),
  ])
  await admin.query('checkpoint')
}

export const memory: Bench = {
  name: 'memory',
  what: `resident memory after a collection of the process that grows most, with ${MANY} open cases in the log and the read models; against ${FEW}`,
  unit: 'MiB',
  better: 'lower',
  gate: 1.5,
  aim: 1.05,
  limits:
    'Each process alone is in the settings. Beside what is held, the allocator keeps room for what has passed through: answers that stream, references that are swept.',
  async open() {
    await using undo = new AsyncDisposableStack()
    const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-memory-'))
    undo.defer(() => rm(dataDir, { recursive: true, force: true }))
    const issuer = undo.use(await serveIssuer('bench'))
    await fileCases(dataDir, FILED, issuer)
    const starting = startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
    undo.defer(ifBrokenOff(starting, (server) => server.stop()))
    const server = await starting
    await fill(server.url, FEW_OF, FEW)
    await fill(server.url, MANY_OF, MANY)

    const settings: Record<string, string | number> = { cases: MANY, few: FEW, runMs: RUN_MS, bus: 'none' }
    const measured = (suffix: string) => {
      const urls = databases.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, server.url(name + suffix)])
      const environment = {
        ...{ ...issuer.environment, ...Object.fromEntries(urls), SMTP_URL: 'smtp://127.0.0.1:1' },
        ...{ VAULT_MASTER_KEY_FILE: join(dataDir, 'vault.key'), FILES_DIR: join(dataDir, 'files') },
      }
      return measureProcesses({ environment, issuer, runFor: RUN_MS })
    }
    let worst: Run = { value: 0, operations: 0 }
    const all = undo.move()
    return {
      /** Of the process that the baseline of this round has found to grow most. */
      ours: async () => worst,
      async baseline() {
        const few = await measured(FEW_OF)
        const many = await measured(MANY_OF)
        const grown = SERVICES.map((service) => {
          const [before = Number.NaN, after = Number.NaN] = [few.get(service), many.get(service)]
          settings[service] = `${(before / MIB).toFixed(1)} → ${(after / MIB).toFixed(1)} MiB`
          return { before, after }
        })
        const most = grown.reduce((a, b) => (b.after / b.before > a.after / a.before ? b : a))
        worst = { value: most.after / MIB, operations: 0 }
        return { value: most.before / MIB, operations: 0 }
      },
      settings,
      close: () => all.disposeAsync(),
    }
  },
}
