import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine, isAlive } from '@ventanilla/processes'

/** What a server writes about itself in its data folder. */
export interface Postmaster {
  pid: number
  port: number
}

/** The content of postmaster.pid; undefined without one, or with one that its writer did not finish. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n')
  const found = { pid: Number(pid), port: Number(port) }
  return found.pid > 0 && found.port > 0 ? found : undefined
}

/** The server of this data folder, if its process lives. A file left by a kill or a reboot does not count. */
export async function livingServer(data: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(data)
  return postmaster && (await isServerOf(postmaster.pid, data)) ? postmaster : undefined
}

/**
 * Whether that process is the server of that data folder. The number alone says little: in a container the
 * same small numbers come back after each restart, and PostgreSQL itself then refuses to start.
 */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const command = await commandLine(pid)
  return basename(command[0] ?? '') === 'postgres' && command.includes(data)
}

/**
 * Whether the programs that server runs from are gone: its checkout was deleted. It goes on with what it has in
 * memory, and fails as soon as a session needs a library (every PL/pgSQL function does) or a time zone.
 */
export async function lostItsPrograms(pid: number): Promise<boolean> {
  const [program] = await commandLine(pid)
  return program?.startsWith('/') === true && (await stat(program).catch(() => undefined)) === undefined
}

/** Ends the server of a data folder that is about to be removed: at once, nothing of it will be wanted. */
export async function killServer(data: string): Promise<void> {
  const server = await livingServer(data)
  if (server === undefined) return
  process.kill(server.pid, 'SIGQUIT')
  for (let waited = 0; waited < 10_000 && isAlive(server.pid); waited += 50) await sleep(50)
}
