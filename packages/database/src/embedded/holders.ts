import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './postmaster.ts'

/**
 * Who uses the server: one file per process, named by its pid. `ventanilla projections list` adopts the server
 * of a running `ventanilla up` and must not take it down when it is done.
 */
export async function hold(holders: string): Promise<void> {
  await mkdir(holders, { recursive: true })
  await writeFile(join(holders, String(process.pid)), await startedAt(process.pid))
}

/** Takes our name off the list and says whether anybody living is still on it. */
export async function letGo(holders: string): Promise<boolean> {
  await rm(join(holders, String(process.pid)), { force: true })
  for (const name of await readdir(holders).catch(() => [])) {
    const pid = Number(name)
    const started = await readFile(join(holders, name), 'utf8').catch(() => undefined)
    if (started !== undefined && isAlive(pid) && started === (await startedAt(pid))) return true
    await rm(join(holders, name), { force: true })
  }
  return false
}

/** The kernel's start tick of a process tells it from a later one with the same number; '' where there is none. */
async function startedAt(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // pid (command) state ppid …: the command may hold spaces and parentheses, the 20th field after it is the tick.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
