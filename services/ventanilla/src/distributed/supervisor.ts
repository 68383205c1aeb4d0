import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServiceName } from '@ventanilla/contracts'
import { backoffDelay, type Environment, type Logger } from '@ventanilla/runtime'
import { type Replica, startReplica } from './replica.ts'

export interface Supervised {
  service: ServiceName
  /** How many processes. */
  replicas: number
  environment: Environment
}

export interface Supervising {
  logger: Logger
  /** Lines of the logs of all of them. */
  say(line: string): void
  /** Where the processes of a service answer now, by their number; undefined for one that is away. */
  onAddresses(service: ServiceName, origins: readonly (string | undefined)[]): void
  /** A process was started: 'intake-1'. */
  onStart?(name: string, child: ChildProcess): void
}

export interface Supervisor extends AsyncDisposable {
  /** Every process serves, for the first time. @throws ServiceFailed when one can't */
  ready: Promise<void>
}

/** A service can't start, and waiting doesn't help; `message` is what it said. */
export class ServiceFailed extends Error {
  override readonly name = 'ServiceFailed'
}

/** How a program ends that was configured wrongly. */
const MISCONFIGURED = 2
const FAILURES_BEFORE_GIVING_UP = 5
/** After so long a process that ends is a new failure, not the next of a row. */
const SETTLED_MS = 30_000

/** Keeps every process running: one that ends is started again, after a wait that grows while it keeps ending. */
export function supervise(all: readonly Supervised[], supervising: Supervising): Supervisor {
  const stopping = new AbortController()
  const addresses = new Map<ServiceName, Map<string, string>>(all.map(({ service }) => [service, new Map()]))
  const kept = all.flatMap((one) =>
    Array.from({ length: one.replicas }, (_, index) => keep(one, `${one.service}-${index + 1}`)),
  )

  function tellAddresses(service: ServiceName): void {
    const { replicas = 0 } = all.find((one) => one.service === service) ?? {}
    const origins = Array.from({ length: replicas }, (_, index) =>
      addresses.get(service)?.get(`${service}-${index + 1}`),
    )
    supervising.onAddresses(service, origins)
  }

  function keep({ service, environment }: Supervised, name: string) {
    const { logger, say, onStart } = supervising
    const first = Promise.withResolvers<void>()
    first.promise.catch(() => {}) // told to who waits for `ready`
    let present: Replica | undefined
    let served = false

    /** @returns how it ended */
    async function live(): Promise<{ code: number | null; said: string; lived: number }> {
      const began = performance.now()
      present = startReplica(service, environment, say)
      onStart?.(name, present.child)
      present.serving.then(
        (address) => {
          addresses.get(service)?.set(name, address)
          tellAddresses(service)
          served = true
          first.resolve()
        },
        () => {},
      )
      const code = await present.ended
      addresses.get(service)?.delete(name)
      tellAddresses(service)
      return { code, said: present.complaint(), lived: performance.now() - began }
    }

    async function goOn(): Promise<void> {
      for (let failures = 1; !stopping.signal.aborted; failures++) {
        const { code, said, lived } = await live()
        if (stopping.signal.aborted) return
        if (lived > SETTLED_MS) failures = 1
        if (!served && (code === MISCONFIGURED || failures >= FAILURES_BEFORE_GIVING_UP)) {
          return first.reject(new ServiceFailed(`${service}: ${said || `terminó con ${code}`}`))
        }
        const delay = backoffDelay(failures, Math.random())
        logger.warn({ process: name, code, restartMs: delay }, 'a service ended: it is started again')
        await wait(delay, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }

    const ending = goOn()
    return {
      first: first.promise,
      async stop() {
        await present?.stop()
        await ending
      },
    }
  }

  return {
    ready: Promise.all(kept.map(({ first }) => first)).then(() => {}),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await Promise.all(kept.map(({ stop }) => stop()))
    },
  }
}
