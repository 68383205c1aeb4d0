import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServiceName } from '@ventanilla/contracts'
import { type Environment, isServing } from '@ventanilla/runtime'
import { passLines } from './pass-lines.ts'

/** One process of a service, from its start to its end. */
export interface Replica {
  child: ChildProcess
  /** Where it answers, once it does. Rejects when it ends before. */
  serving: Promise<string>
  ended: Promise<number | null>
  /** What it said that is no line of its log: why it could not start. */
  complaint(): string
  /** Lets it finish what is in flight. Resolves when it is gone. */
  stop(): Promise<void>
}

const services = new URL('../../../', import.meta.url)
/** A process drains in ten seconds or ends by itself; after that something is wrong with it. */
const STOP_MS = 15_000

/**
 * Starts the program that the service has for itself, on a free port. In a session of its own: Ctrl+C in a terminal
 * reaches every process at once, and here the gateway has to hear of it first. It ends by itself when we are killed,
 * since its channel closes.
 */
export function startReplica(
  service: ServiceName,
  environment: Environment,
  say: (line: string) => void,
): Replica {
  const main = fileURLToPath(new URL(`${service}/src/main.ts`, services))
  const child = fork(main, {
    env: { ...environment, HOST: '127.0.0.1', PORT: '0' },
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const complaints: string[] = []
  passLines(child.stderr, (line) => {
    say(line)
    if (!line.startsWith('{')) complaints.push(line)
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)) // it could not even be started
    child.once('close', resolve)
  })
  const serving = new Promise<string>((resolve, reject) => {
    child.on('message', (message) => {
      if (isServing(message)) resolve(message.address)
    })
    void ended.then((code) => reject(new Error(`${service} ended with ${code} before it served`)))
  })
  serving.catch(() => {}) // whoever doesn't wait for it hears of its end
  return {
    ...{ child, serving, ended },
    complaint: () => complaints.join('\n'),
    async stop() {
      child.kill('SIGTERM')
      const patience = new AbortController()
      const late = wait(STOP_MS, 'late', { signal: patience.signal }).catch(() => 'in time')
      if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
      patience.abort()
      await ended
    },
  }
}
