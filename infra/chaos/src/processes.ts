import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const services = fileURLToPath(new URL('../../../services/', import.meta.url))

/** A program that is started again whenever it ends, as any supervisor would. */
export interface Program {
  /** The process of now; undefined between two of them. */
  readonly pid: number | undefined
  starts: number
  /** Ends it as a power cut does. @returns whether there was anything to end */
  kill(signal?: NodeJS.Signals): boolean
  /** Ends it in the same way, and it stays so until `up`. Resolves when it is gone. */
  down(): Promise<void>
  up(): void
  stop(): Promise<void>
}

/** One replica of a service. */
export interface Replica extends Program {
  service: string
  address: string
  ready(): Promise<boolean>
}

export interface ProgramOptions {
  /** Path of its main file. */
  program: string
  environment: Readonly<Record<string, string>>
  /** Where what it says is kept. */
  folder: string
  name: string
  /** Told of each process, which then has a channel to this one. */
  onStart?: ((name: string, child: ChildProcess) => void) | undefined
}

const RESTART_MS = 200

export async function startReplica({
  service,
  environment,
  program: other,
  ...options
}: Omit<ProgramOptions, 'program'> & { service: string; program?: string | undefined }): Promise<Replica> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const program = startProgram({
    ...options,
    program: other ?? join(services, service, 'src/main.ts'),
    environment: { ...environment, PORT: String(port) },
  })
  return Object.assign(program, { service, address, ready: () => answers(`${address}/readyz`) })
}

export function startProgram(options: ProgramOptions): Program {
  const output = createWriteStream(join(options.folder, `${options.name}.log`), { flags: 'a' })
  let child: ChildProcess | undefined
  let stopping = false
  let held: PromiseWithResolvers<void> | undefined
  const program = {
    starts: 0,
    get pid() {
      return child?.exitCode === null && child.signalCode === null ? child.pid : undefined
    },
    kill(signal: NodeJS.Signals = 'SIGKILL') {
      return program.pid !== undefined && child?.kill(signal) === true
    },
    async down() {
      held ??= Promise.withResolvers()
      program.kill()
      while (program.pid !== undefined) await sleep(20)
    },
    up() {
      held?.resolve()
      held = undefined
    },
    async stop() {
      stopping = true
      program.up()
      program.kill('SIGTERM')
      const patience = AbortSignal.timeout(20_000)
      while (program.pid !== undefined && !patience.aborted) await sleep(50)
      program.kill()
      await turning
      output.end()
    },
  }

  async function turn(): Promise<void> {
    while (!stopping) {
      program.starts += 1
      child = launch(options, output)
      options.onStart?.(options.name, child)
      await new Promise((resolve) => child?.once('close', resolve))
      if (!stopping) await sleep(RESTART_MS)
      await held?.promise
    }
  }
  const turning = turn()
  return program
}

function launch({ program, environment, onStart }: ProgramOptions, output: WriteStream): ChildProcess {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', ...(onStart ? (['ipc'] as const) : [])],
  })
  child.stdout?.pipe(output, { end: false })
  child.stderr?.pipe(output, { end: false })
  return child
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
