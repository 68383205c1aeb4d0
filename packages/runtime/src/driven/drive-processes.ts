import { watermarkClock } from '../clock.ts'
import { type Lag, type Look, settle, together } from '../settle.ts'
import { type Order, reply } from './messages.ts'

/** What is needed of a child that was forked with a channel: `ChildProcess` is one. */
export interface DrivenChild {
  send(order: Order, done: (error: Error | null) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
}

/** Business time of several processes, advanced in all of them or in none. */
export interface ProcessDriver {
  now(): string
  /** A process to drive from now on, in the place of the one that had its name. Resolves once it knows the instant. */
  add(name: string, child: DrivenChild): Promise<void>
  /**
   * Resolves when every process has reached `to`.
   * @throws RangeError when it lies in the past, or when a process went away meanwhile
   */
  advance(to: string): Promise<void>
  /** Who waits now, by process. */
  lag(): Promise<readonly Lag[]>
  /** Everything written so far has had its consequences, in all processes. @throws NotSettledError after `timeoutMs` */
  settled(timeoutMs?: number): Promise<void>
}

/** Drives processes that were started with BUSINESS_CLOCK=driven and a channel. */
export function driveProcesses(start: string): ProcessDriver {
  const clock = watermarkClock(start)
  const driven = new Map<string, ReturnType<typeof driveOne>>()
  const settling = together(() => [...driven.values()])
  return {
    now: clock.now,
    async add(name, child) {
      const one = driveOne(name, child)
      driven.set(name, one)
      await one.advance(clock.now())
    },
    async advance(to) {
      clock.advance(to)
      await Promise.all([...driven.values()].map((one) => one.advance(clock.now())))
    },
    lag: async () => (await settling.look()).waiting,
    settled: (timeoutMs = 30_000) => settle(settling, timeoutMs),
  }
}

function driveOne(name: string, child: DrivenChild) {
  const asked = new Map<number, (look: Look) => void>()
  const told = new Map<string, PromiseWithResolvers<void>>()
  let questions = 0
  let gone = false
  const absent = (): Look => ({ waiting: [{ name, behind: 0, failing: 'gone' }], heads: undefined })

  child.on('message', (message) => {
    const read = reply.safeParse(message)
    if (!read.success) return
    const { data } = read
    if (data.type === 'reached') return settleOne(told, data.to)?.resolve()
    const waiting = data.waiting.map(
      ({ failing, ...lag }): Lag => ({
        ...{ ...lag, name: `${name}: ${lag.name}` },
        ...(failing !== undefined && { failing }),
      }),
    )
    settleOne(asked, data.nth)?.({ waiting, heads: data.heads })
  })
  child.once('disconnect', () => {
    gone = true
    for (const answer of asked.values()) answer(absent())
    for (const { reject } of told.values()) reject(new Error(`${name} is gone`))
    asked.clear()
    told.clear()
  })

  function say(order: Order): void {
    child.send(order, () => {}) // what doesn't arrive shows by its disconnecting
  }

  return {
    advance(to: string): Promise<void> {
      if (gone) return Promise.reject(new Error(`${name} is gone`))
      const reached = told.get(to) ?? Promise.withResolvers<void>()
      told.set(to, reached)
      say({ type: 'advance', to })
      return reached.promise
    },
    quiet: () => true,
    look(): Promise<Look> {
      if (gone) return Promise.resolve(absent())
      questions += 1
      const nth = questions
      return new Promise((resolve) => {
        asked.set(nth, resolve)
        say({ type: 'look', nth })
      })
    },
    nudge() {
      if (!gone) say({ type: 'nudge' })
    },
  }
}

/** Takes out who waits for an answer. */
function settleOne<K, V>(waiting: Map<K, V>, key: K): V | undefined {
  const one = waiting.get(key)
  waiting.delete(key)
  return one
}
