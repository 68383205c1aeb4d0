import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program that serves HTTP, and all that it has said. */
export interface Listening {
  readonly address: string
  said(): string
  /** Tells it to end, and everything that it started. @returns its exit code, null when the signal ended it */
  end(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

/**
 * Starts it on a free port, in a group of its own, and waits until it is ready.
 *
 * @throws Error with what it said, when it ends before
 */
export async function startListening(
  [command = '', ...args]: readonly string[],
  { cwd, env, port }: { cwd: string; env: NodeJS.ProcessEnv; port: number },
): Promise<Listening> {
  const address = `http://127.0.0.1:${port}`
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes))
  while (!(await isReady(address))) {
    if (hasEnded(child)) throw new Error(`it ended before it answered:\n${said}`)
    await sleep(100)
  }
  return {
    address,
    said: () => said,
    async end(signal) {
      if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, signal)
      await closed
      return child.exitCode
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  server.close()
  await once(server, 'close')
  if (typeof bound !== 'object' || bound === null) throw new Error('no port was bound')
  return bound.port
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok
  } catch {
    return false
  }
}
