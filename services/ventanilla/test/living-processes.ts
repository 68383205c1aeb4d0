import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine, isAlive } from '@ventanilla/processes'

/** The processes that were started with this variable in their environment: those of one `ventanilla`, and no other's. */
export async function processesOf(
  variable: string,
  value: string,
): Promise<{ pid: number; command: string[] }[]> {
  const found = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '')
    if (!environment.split('\0').includes(`${variable}=${value}`)) continue
    found.push({ pid: Number(name), command: await commandLine(Number(name)) })
  }
  return found
}

/** Whether the server that a folder remembers still runs. */
export async function serverRuns(dataDir: string, server: 'kafka' | 'redis'): Promise<boolean> {
  const pid = Number(await readFile(join(dataDir, server, 'pid'), 'utf8').catch(() => '0'))
  return pid > 0 && isAlive(pid) && (await commandLine(pid)).length > 0
}
