import { randomUUID } from 'node:crypto'
import type { Reach } from '../reach.ts'
import type { Answer, Replicas } from './replicas.ts'

/** What this process is among the processes of its service. */
export interface Membership {
  /** One heartbeat: says how far it is, takes what work is free, learns how far all are. */
  beat(): Promise<Answer>
  /** Something is to be said that the last heartbeat didn't. */
  hasNews(): boolean
  /** Undefined while the work isn't ours; the signal aborts when it no longer is. */
  turn(work: string): AbortSignal | undefined
  /** The others wait for what this process is about to write. */
  standing(): boolean
  /** What the last heartbeat failed with. */
  failure(): unknown
  /** Gives back what it owns, at once. */
  leave(): Promise<void>
}

export interface MembershipOptions {
  replicas: Replicas
  /** What one process of the service does at a time. */
  work: readonly string[]
  reach: Pick<Reach, 'promised' | 'looked' | 'told'>
  /** Work was won or lost. */
  onTurn?: () => void
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

/**
 * The lease is counted from before the heartbeat was sent, on this machine's monotonic clock; the database counts it
 * from when it came. So a process that was frozen or cut off knows that it lost its standing before anybody else
 * acts on it. (A clock that runs slower by a tenth still keeps to this.)
 */
const OURS = 0.9

export function createMembership(options: MembershipOptions): Membership {
  const { replicas, work, reach, onTurn = () => {}, elapsed = () => performance.now() } = options
  const replica = randomUUID()
  const turns = new Map<string, AbortController>()
  let beats = 0
  let said = ''
  let failure: unknown
  let until = Number.NEGATIVE_INFINITY
  let watch: NodeJS.Timeout | undefined

  const sayable = () => JSON.stringify([reach.promised(), ...reach.looked()])
  const standing = () => elapsed() < until

  /** @returns whether there was anything to lose */
  function keepOnly(mine: ReadonlySet<string>): boolean {
    const lost = [...turns].filter(([name]) => !mine.has(name))
    for (const [name, turn] of lost) {
      turns.delete(name)
      turn.abort()
    }
    return lost.length > 0
  }

  function lapse(): void {
    if (!standing() && keepOnly(new Set())) onTurn()
  }

  function win(mine: readonly string[]): boolean {
    const won = mine.filter((name) => !turns.has(name))
    for (const name of won) turns.set(name, new AbortController())
    return won.length > 0
  }

  return {
    async beat() {
      lapse()
      const sent = elapsed()
      beats += 1
      said = sayable()
      const promised = reach.promised()
      const answer = await replicas
        .beat({ replica, nth: beats, promised, work, looked: reach.looked() })
        .catch((error: unknown) => {
          failure = error
          throw error
        })
      failure = undefined
      lapse() // others may have had our work meanwhile: what was begun under the old lease ends
      until = answer.standing ? sent + replicas.leaseMs * OURS : Number.NEGATIVE_INFINITY
      const mine = standing() ? answer.mine : []
      const lost = keepOnly(new Set(mine))
      const changed = win(mine) || lost
      clearTimeout(watch)
      if (standing()) watch = setTimeout(lapse, until - elapsed()).unref()
      reach.told(answer)
      if (changed) onTurn()
      return answer
    },
    hasNews: () => sayable() !== said,
    standing,
    failure: () => failure,
    turn(name) {
      lapse()
      return turns.get(name)?.signal
    },
    async leave() {
      if (beats === 0) return
      clearTimeout(watch)
      until = Number.NEGATIVE_INFINITY
      lapse()
      await replicas.leave(replica)
    },
  }
}
