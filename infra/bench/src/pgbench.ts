import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export class PgbenchMissing extends Error {
  override readonly name = 'PgbenchMissing'
  constructor() {
    super(
      'pgbench is neither on PATH nor in /usr/lib/postgresql: on Debian it comes with the package postgresql-15 (or postgresql-contrib)',
    )
  }
}

/** Where Debian keeps it when it isn't on PATH. @throws PgbenchMissing */
export async function findPgbench(): Promise<{ path: string; version: string }> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => [])
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions
      .sort()
      .reverse()
      .map((version) => `/usr/lib/postgresql/${version}/bin`),
  ]
  for (const folder of folders) {
    const path = join(folder, 'pgbench')
    const told = await run(path, ['--version']).catch(() => undefined)
    if (told) return { path, version: told.stdout.trim() }
  }
  throw new PgbenchMissing()
}

export interface Pgbench {
  script: string
  url: string
  clients: number
  seconds: number
  /** Transactions a second, offered whether or not those before have ended; as many as can be when absent. */
  rate?: number
}

/** @returns what each transaction took, milliseconds from the instant at which it was due, and how many a second */
export async function pgbench(path: string, { script, url, clients, seconds, rate }: Pgbench) {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-pgbench-'))
  try {
    const file = join(folder, 'script.sql')
    await writeFile(file, script)
    const { stdout, stderr } = await run(
      path,
      [
        ...['--no-vacuum', '--protocol=prepared', '--jobs=1', `--client=${clients}`, `--time=${seconds}`],
        ...(rate === undefined ? [] : ['--log', `--log-prefix=${join(folder, 'log')}`, `--rate=${rate}`]),
        `--file=${file}`,
        url,
      ],
      { maxBuffer: 1e8 },
    )
    const logs = (await readdir(folder)).filter((name) => name.startsWith('log'))
    const lines = (await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')))).join('')
    const latencies = lines.split('\n').flatMap((line) => {
      const [, , microseconds] = line.split(' ')
      return microseconds === undefined ? [] : [Number(microseconds) / 1_000]
    })
    const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
    const transactions = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1])
    const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0)
    if (failed > 0 || !(transactions > 0)) throw new Error(`pgbench failed:\n${stdout}${stderr}`)
    return { tps, transactions, latencies }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
