import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@ventanilla/database'

/**
 * Ends a server as a power cut does, all of its processes at the same moment: what it had in memory alone is gone.
 */
export async function killPostgres(url: string): Promise<void> {
  const pid = await postmasterOf(url)
  const all = [pid, ...(await childrenOf(pid))]
  for (const one of all) end(one)
  while (all.some(lives)) await sleep(20)
}

async function postmasterOf(url: string): Promise<number> {
  await using database = await openDatabase({ url, max: 1, applicationName: 'chaos' })
  const [row] = await database.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const [line = ''] = (await readFile(join(row?.folder ?? '', 'postmaster.pid'), 'utf8')).split('\n')
  return Number(line)
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(/\s+/).filter(Boolean).map(Number)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was faster.
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
