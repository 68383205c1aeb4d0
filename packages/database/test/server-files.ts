import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { killServer, readPostmaster } from '../src/embedded/postmaster.ts'

/** The folder with data, password and log of a data folder, wherever it is kept. */
export async function serverDir(dataDir: string): Promise<string> {
  const pointer = await readFile(join(dataDir, 'postgres-elsewhere.json'), 'utf8').catch(() => undefined)
  return join(pointer === undefined ? dataDir : String(JSON.parse(pointer).home), 'server')
}

export async function serverPid(dataDir: string): Promise<number> {
  const server = await readPostmaster(join(await serverDir(dataDir), 'data'))
  if (server === undefined) throw new Error(`no server runs on ${dataDir}`)
  return server.pid
}

export async function endServer(dataDir: string): Promise<void> {
  await killServer(join(await serverDir(dataDir), 'data'))
}
