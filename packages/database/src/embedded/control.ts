import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './answers.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError, logTail } from './failure.ts'
import { choosePort } from './port.ts'
import { isServerOf, livingServer, type Postmaster } from './postmaster.ts'
import { type RunAs, runAs } from './run-as.ts'
import { serverOptions } from './server-settings.ts'

export interface Starting {
  cluster: Cluster
  binaries: Binaries
  who: RunAs
  port: number | undefined
  onProgress: (text: string) => void
}

const ATTEMPTS = 20
const RECOVERY_LIMIT_MS = 600_000
const SILENCE_LIMIT_MS = 60_000
const LOG_LIMIT = 10 << 20
// Another starter was faster, the port went in the meantime, or children of a killed server still hold its memory.
const TRY_AGAIN = /lock file "postmaster\.pid"|Address already in use|pre-existing shared memory block/

/** Adopts the server that runs on the cluster, or starts one; resolves when it takes connections. */
export async function startServer(starting: Starting): Promise<Postmaster & { adopted: boolean }> {
  const { cluster } = starting
  let output = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(500)
    const running = await livingServer(cluster.data)
    if (running) {
      if (await untilReady(starting, running)) return { ...running, adopted: true }
      continue
    }
    const started = await launch(starting)
    if (started.server && (await untilReady(starting, started.server)))
      return { ...started.server, adopted: false }
    output = started.output
    if (!(await livingServer(cluster.data)) && !TRY_AGAIN.test(await logTail(cluster.log, 10))) break
  }
  throw new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL no pudo iniciar en ${cluster.data}. ${output}${await logTail(cluster.log)}`,
  )
}

/** Waits while the process lives: after a kill it first replays its log. False when it ended instead. */
async function untilReady({ cluster, onProgress }: Starting, server: Postmaster): Promise<boolean> {
  const began = performance.now()
  let heard = began
  let told = began
  for (;;) {
    const answer = await ask(cluster, server.port)
    if (answer === 'ready') return true
    if (!(await isServerOf(server.pid, cluster.data))) return false
    const now = performance.now()
    if (answer === 'starting') heard = now
    if (now - began > RECOVERY_LIMIT_MS || now - heard > SILENCE_LIMIT_MS)
      throw await notReady(cluster, server)
    if (now - told > 2_000) {
      onProgress('PostgreSQL se está recuperando o cerrando; se espera a que termine')
      told = now
    }
    await sleep(100)
  }
}

const notReady = async (cluster: Cluster, server: Postmaster) =>
  new EmbeddedPostgresError(
    'start-failed',
    `El servidor PostgreSQL de ${cluster.data} (proceso ${server.pid}, puerto ${server.port}) está vivo pero no ` +
      `atiende conexiones. Termínelo con «kill ${server.pid}» y vuelva a intentar.${await logTail(cluster.log)}`,
  )

async function launch({ cluster, binaries, who, port: asked, onProgress }: Starting) {
  await forgetStale(cluster.data)
  await prepareLog(cluster.log, who)
  const port = await choosePort(asked, cluster.portFile)
  onProgress(`Iniciando PostgreSQL en 127.0.0.1:${port}`)
  // pg_ctl gives the server a session of its own: neither Ctrl-C nor the end of this process ends it.
  const where = ['-D', cluster.data, '-l', cluster.log]
  const { output } = await runAs(who, binaries.pgCtl, [
    'start',
    '-s',
    '-w',
    '-t',
    '30',
    ...where,
    '-o',
    serverOptions(port),
  ])
  const server = await livingServer(cluster.data)
  if (server) await remember(cluster.portFile, server.port)
  return { server, output }
}

/** Made anew each time: the file of last time may be root's, the folder is ours. */
async function remember(portFile: string, port: number): Promise<void> {
  await rm(portFile, { force: true })
  await writeFile(portFile, String(port))
}

/** PostgreSQL removes the lock file of a dead server, but not an empty one nor one whose pid others now have. */
async function forgetStale(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before === undefined) return
  if (before.trim() === '') await sleep(2_000) // a starter writes it right after it makes it
  if (await livingServer(data)) return
  if ((await readFile(file, 'utf8').catch(() => undefined)) === before) await rm(file, { force: true })
}

async function prepareLog(log: string, who: RunAs): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size > LOG_LIMIT) await rename(log, `${log}.1`)
  await writeFile(log, '', { flag: 'a', mode: 0o600 })
  if (who.uid !== undefined && who.gid !== undefined) await chown(log, who.uid, who.gid)
}
