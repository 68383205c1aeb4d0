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

/** Each connection prepares its statements and fills its caches first: that isn't what is measured, of us neither. */
const WARM_SECONDS = 2

/**
 * Once it is warm.
 * @returns what each transaction took, milliseconds from the instant at which it was due, and how many a second
 */
export async function pgbench(path: string, { script, url, clients, seconds, rate }: Pgbench) {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-pgbench-'))
  try {
    const file = join(folder, 'script.sql')
    await writeFile(file, script)
    const { stdout, stderr } = await run(
      path,
      [
        ...[
          '--no-vacuum',
          '--protocol=prepared',
          '--jobs=1',
          `--client=${clients}`,
          `--time=${seconds + WARM_SECONDS}`,
        ],
        ...['--log', `--log-prefix=${join(folder, 'log')}`],
        ...(rate === undefined ? [] : [`--rate=${rate}`]),
        `--file=${file}`,
        url,
      ],
      { maxBuffer: 1e8 },
    )
    const logs = (await readdir(folder)).filter((name) => name.startsWith('log'))
    const lines = (await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')))).join('')
    const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0)
    const { tps, transactions, latencies } = onceWarm(lines, WARM_SECONDS)
    if (failed > 0 || latencies.length === 0) throw new Error(`pgbench failed:\n${stdout}${stderr}`)
    return { tps, transactions, latencies }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Of a log of pgbench (a line for each transaction: client, number, microseconds, script, seconds and microseconds of
 * the epoch at which it ended, …) what ended once `warm` seconds had passed since the first; `transactions` counts all.
 */
export function onceWarm(
  log: string,
  warm: number,
): { tps: number; transactions: number; latencies: number[] } {
  const ended = log.split('\n').flatMap((line) => {
    const [, , took, , seconds, microseconds] = line.split(' ').map(Number)
    return took === undefined || seconds === undefined || microseconds === undefined
      ? []
      : [{ at: seconds + microseconds / 1e6, latency: took / 1_000 }]
  })
  const first = ended.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  const last = ended.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY)
  const late = ended.filter(({ at }) => at >= first + warm)
  return {
    tps: late.length / (last - first - warm),
    transactions: ended.length,
    latencies: late.map(({ latency }) => latency),
  }
}
