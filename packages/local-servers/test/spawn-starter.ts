import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Starter {
  said: { pid: number; port: number; adopted: boolean }
  /** Has it stop the server and end. */
  stop(): Promise<void>
  /** kill -9 of the starter, not of the server. */
  kill(): Promise<void>
}

export async function spawnStarter(kind: 'kafka' | 'redis', dataDir: string): Promise<Starter> {
  const starter = fileURLToPath(new URL('starter.ts', import.meta.url))
  const child = spawn(process.execPath, [starter, kind, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (first.done) throw new Error('the starter ended without a word')
  return {
    said: JSON.parse(first.value) as Starter['said'],
    async stop() {
      child.stdin.end('stop\n')
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
