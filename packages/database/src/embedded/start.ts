import { setTimeout as sleep } from 'node:timers/promises'
import { logTail } from '@ventanilla/processes'
import { ask } from './answers.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './failure.ts'
import { launch, type Starting } from './launch.ts'
import { isServerOf, livingServer, lostItsPrograms, type Postmaster } from './postmaster.ts'
import { stopServer } from './stop.ts'

const ATTEMPTS = 20
const RECOVERY_LIMIT_MS = 600_000
const SILENCE_LIMIT_MS = 60_000
// Another starter was faster, the port went in the meantime, or children of a killed server still hold its memory.
const TRY_AGAIN = /lock file "postmaster\.pid"|Address already in use|pre-existing shared memory block/

/** Adopts the server that runs on the cluster, or starts one; resolves when it takes connections. */
export async function startServer(starting: Starting): Promise<Postmaster & { adopted: boolean }> {
  const { cluster } = starting
  let output = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(500)
    const running = await livingServer(cluster.data)
    if (running && (await lostItsPrograms(running.pid))) {
      await stopServer(cluster, starting.binaries, starting.who, running)
      continue
    }
    if (running) {
      if (await untilReady(starting, running)) return { ...running, adopted: true }
      continue
    }
    const started = await launch(starting)
    if (started.server && (await untilReady(starting, started.server))) {
      return { ...started.server, adopted: !started.ours }
    }
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
    if (now - began > RECOVERY_LIMIT_MS || now - heard > SILENCE_LIMIT_MS) {
      throw await notReady(cluster, server)
    }
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
