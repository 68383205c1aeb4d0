import { readFile } from 'node:fs/promises'
import { isAlive } from './process.ts'

/**
 * Names a process for ever: its pid and the kernel's tick at which it started. In a container the same small
 * pids come back after each restart, so a pid alone would keep a dead process alive.
 */
const processName = async (pid: number): Promise<string> => `${pid}.${await startTick(pid)}`

export const self = (): Promise<string> => processName(process.pid)

/** Whether the process that had this name still runs. */
export async function isRunning(name: string): Promise<boolean> {
  const pid = Number.parseInt(name, 10)
  return pid > 0 && isAlive(pid) && name === (await processName(pid))
}

/** '0' where there is no /proc: the pid alone decides then. */
async function startTick(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // pid (command) state ppid …: the command may hold spaces and parentheses; the tick is the 20th field after it.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
}
