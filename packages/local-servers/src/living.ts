import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine, isAlive } from '@ventanilla/processes'
import { filesOf, type Program } from './program.ts'

export interface Living {
  pid: number
  ports: number[]
}

/** The server of this home, if its process lives. A file left by a kill or a reboot doesn't count. */
export async function living(program: Program): Promise<Living | undefined> {
  const pid = Number(await readFile(filesOf(program).pid, 'utf8').catch(() => '0'))
  const ports = await rememberedPorts(program)
  return pid > 0 && (await isServer(program, { pid, ports })) ? { pid, ports } : undefined
}

/** The number alone says little: in a container the same small numbers come back after each restart. */
export async function isServer(program: Program, { pid, ports }: Living): Promise<boolean> {
  return isAlive(pid) && program.isOurs(await commandLine(pid), ports)
}

/** Those of last time, none when there was no last time. */
export async function rememberedPorts(program: Program): Promise<number[]> {
  const text = await readFile(filesOf(program).ports, 'utf8').catch(() => '')
  return text.trim() === '' ? [] : text.trim().split(' ').map(Number)
}

/** SIGTERM, and SIGKILL when that was not enough in time. Resolves when the process is gone. */
export async function end(program: Program, server: Living, limitMs: number): Promise<void> {
  for (const [signal, limit] of [
    ['SIGTERM', limitMs],
    ['SIGKILL', 10_000],
  ] as const) {
    if (!(await isServer(program, server))) return
    process.kill(server.pid, signal)
    await gone(program, server, limit)
  }
}

/** kill -9, as a crash would. Resolves when the process is gone. */
export async function kill(program: Program, server: Living): Promise<void> {
  if (!(await isServer(program, server))) return
  process.kill(server.pid, 'SIGKILL')
  await gone(program, server, 10_000)
}

async function gone(program: Program, server: Living, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  while (performance.now() < deadline && (await isServer(program, server))) await sleep(20)
  // It no longer shows what it was, and still has its sockets and its number, until its last thread ended.
  for (let tries = 0; tries < 100 && isAlive(server.pid) && !(await isServer(program, server)); tries++)
    await sleep(20)
}
