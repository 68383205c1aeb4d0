import { setTimeout as sleep } from 'node:timers/promises'
import { exclusively, hold, letGo, logTail } from '@ventanilla/processes'
import { LocalServerError } from './failure.ts'
import { launch } from './launch.ts'
import { end, isServer, kill, type Living, living } from './living.ts'
import { filesOf, type Program } from './program.ts'

export interface LocalServer {
  port: number
  pid: number
  /** True when it was already running: left by a killed process, or started by another one. */
  adopted: boolean
  /** Ends the server, unless another living process started or adopted it too. Idempotent. */
  stop(): Promise<void>
  /** kill -9, whoever else uses it, to see what a crash leaves behind. One of the two ends counts, the first. */
  kill(): Promise<void>
}

export interface Started extends LocalServer {
  /** All that it listens on, the first of them `port`. */
  ports: readonly number[]
}

const STOP_LIMIT_MS = 30_000
const START_LIMIT_MS = 600_000
const ATTEMPTS = 5
// The port went to somebody else after it was chosen, or a killed broker has not yet let go of its data.
const TRY_AGAIN = /Address already in use|BindException|Failed to acquire lock/

/** Adopts the server of this home, or starts it; resolves when it serves. It outlives this process. */
export async function start(program: Program): Promise<Started> {
  const { holders, claims } = filesOf(program)
  const server = await exclusively(claims, async () => {
    await hold(holders)
    return adoptOrLaunch(program).catch(async (error) => {
      await letGo(holders)
      throw error
    })
  })
  let ending: Promise<void> | undefined
  // A server that is about to be stopped must not be adopted by somebody who then finds it gone.
  const once = (how: (othersUseIt: boolean) => Promise<void>) =>
    (ending ??= exclusively(claims, async () => how(await letGo(holders))))
  return {
    port: server.ports[0] ?? 0,
    ports: server.ports,
    pid: server.pid,
    adopted: server.adopted,
    stop: () => once(async (othersUseIt) => (othersUseIt ? undefined : end(program, server, STOP_LIMIT_MS))),
    kill: () => once(() => kill(program, server)),
  }
}

async function adoptOrLaunch(program: Program): Promise<Living & { adopted: boolean }> {
  const { log } = filesOf(program)
  for (let attempt = 1; ; attempt++) {
    const running = await living(program)
    if (running && (await untilServing(program, running))) return { ...running, adopted: true }
    const launched = await launch(program)
    if (await untilServing(program, launched)) return { ...launched, adopted: false }
    const tail = await logTail(log)
    if (attempt < ATTEMPTS && TRY_AGAIN.test(tail)) {
      await sleep(500)
      continue
    }
    throw new LocalServerError('start-failed', `${program.name} no pudo iniciar en ${program.home}.${tail}`)
  }
}

/** Waits while the process lives: after a kill it first reads its data again. False when it ended instead. */
async function untilServing(program: Program, server: Living): Promise<boolean> {
  const began = performance.now()
  let told = began
  for (;;) {
    if (await program.serves(server.ports[0] ?? 0).catch(() => false)) return true
    if (!(await isRunning(program, server, performance.now() - began))) return false
    const now = performance.now()
    if (now - began > START_LIMIT_MS) throw await silent(program, server)
    if (now - told > 5_000) {
      program.onProgress(`Se espera a que ${program.name} atienda`)
      told = now
    }
    await sleep(50)
  }
}

/** In its first moments the process is still the shell that becomes it. */
async function isRunning(program: Program, server: Living, ageMs: number): Promise<boolean> {
  if (await isServer(program, server)) return true
  if (ageMs > 2_000) return false
  await sleep(100)
  return isServer(program, server)
}

const silent = async (program: Program, { pid, ports }: Living) =>
  new LocalServerError(
    'start-failed',
    `${program.name} (proceso ${pid}, puerto ${ports[0]}, carpeta ${program.home}) está vivo pero no atiende. ` +
      `Termínelo con «kill ${pid}» y vuelva a intentar.${await logTail(filesOf(program).log)}`,
  )
