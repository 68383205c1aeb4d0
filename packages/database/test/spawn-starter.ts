import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Started {
  adopted: boolean
  port: number
  url: string
  progress: string[]
}
export interface Refused {
  refused: string
  message: string
}
export interface Starter {
  /** What it said first. */
  said: Started | Refused
  /** Has it stop the server and end. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

export interface StarterOptions {
  node: string
  starter: string
  dataDir: string
  port: number
  who: { uid?: number; gid?: number }
}

/** Starts it and waits for its first word. */
export async function spawnStarter(options: StarterOptions): Promise<Starter> {
  const { child, finish } = beginStarter(options)
  const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (first.done) throw new Error('the starter ended without a word')
  return {
    said: JSON.parse(first.value) as Started | Refused,
    stop: () => finish(() => child.stdin.end('stop\n')),
    kill: () => finish(() => child.kill('SIGKILL')),
  }
}

/** Starts it and waits for nothing. */
export function beginStarter({ node, starter, dataDir, port, who }: StarterOptions) {
  const child = spawn(node, [starter, dataDir, String(port)], {
    ...who,
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const finish = async (how: () => void) => {
    if (child.exitCode === null && child.signalCode === null) how()
    await ended
  }
  return { child, finish }
}

/** The said of a starter that did start. */
export function started({ said }: Starter): Started {
  if ('refused' in said) throw new Error(`${said.refused}: ${said.message}`)
  return said
}
