import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, openLog, type RunAs, runAs } from '@ventanilla/processes'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { choosePort } from './port.ts'
import { isServerOf, livingServer, type Postmaster, readPostmaster } from './postmaster.ts'
import { serverOptions } from './server-settings.ts'

export interface Starting {
  cluster: Cluster
  binaries: Binaries
  who: RunAs
  port: number | undefined
  onProgress: (text: string) => void
}

export interface Launched {
  /** The server that lives now, ours or not. */
  server: Postmaster | undefined
  ours: boolean
  /** What pg_ctl said. */
  output: string
}

/** Has pg_ctl start the server once; it may not yet take connections. */
export async function launch(starting: Starting): Promise<Launched> {
  const { cluster, binaries, who, port: asked, onProgress } = starting
  await forgetStale(cluster.data)
  await openLog(cluster.log, who)
  const port = await choosePort(asked, cluster.portFile)
  onProgress(`Iniciando PostgreSQL en 127.0.0.1:${port}`)
  // pg_ctl gives the server a session of its own: neither Ctrl-C nor the end of this process ends it.
  const where = ['-D', cluster.data, '-l', cluster.log]
  const args = ['start', '-s', '-w', '-t', '30', ...where, '-o', serverOptions(port)]
  const { code, output } = await runAs(who, binaries.pgCtl, args)
  const server = await livingServer(cluster.data)
  if (server) await remember(cluster.portFile, server.port)
  // Started at once by two, PostgreSQL refuses the second, and the server that lives is the other one's.
  return { server, output, ours: code === 0 || output.includes('did not start in time') }
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
  const named = await readPostmaster(data)
  if (named && (!isAlive(named.pid) || (await isServerOf(named.pid, data)))) return
  if ((await readFile(file, 'utf8').catch(() => undefined)) === before) await rm(file, { force: true })
}
