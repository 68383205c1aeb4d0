// Processes of one service as they might run: clocks that differ, requests and jobs that take their time, heartbeats
// that are late, lost or overtaken, processes that freeze, thaw, die and leave. What runs inside each is the real thing.
import { createReach, type Reach } from '../../src/reach.ts'
import { createGate, type Gate } from '../../src/replicas/gate.ts'
import { createMembership, type Membership } from '../../src/replicas/membership.ts'
import type { Replicas } from '../../src/replicas/replicas.ts'
import { memoryReplicas } from './memory-replicas.ts'

export const JOB = 'job deadlines'

/** What happens next, and to whom; `n` is how long, how much or which. */
export interface Event {
  what: keyof ReturnType<typeof actions>
  who: number
  n: number
}

/** Ways to be wrong, to see that it would be noticed. */
export type Fault =
  | 'open gate'
  | 'everybody is let in'
  | 'jobs are not waited for'
  | 'own clock instead of the floor'

interface Request {
  at: number
  leave(): void
}

interface Process {
  membership: Membership
  reach: Reach
  gate: Pick<Gate, 'pass'>
  now(): number
  frozen: boolean
  requests: Request[]
  /** Between reading what is due and writing it. */
  looking?: { due: Deadline[]; found(): void }
  /** On its way to the database, or back. */
  beats: { arrive?: () => Promise<void>; answer?: () => void; lose(): void; over: Promise<void> }[]
}

interface Deadline {
  due: number
  fired: boolean
}

export interface World {
  happen(event: Event): Promise<void>
  /** Facts that were written before an instant that had been given out already. */
  broken: string[]
  /** The last instant that was given out, milliseconds of business time. */
  published(): number
  /** How many facts there are. */
  facts(): number
}

const START = Date.UTC(2026, 0, 5, 13)
const iso = (ms: number) => new Date(ms).toISOString()

export function createWorld(skews: readonly number[], fault?: Fault): World {
  let t = 0
  let published = 0
  let facts = 0
  const deadlines: Deadline[] = []
  const broken: string[] = []
  const processes: (Process | undefined)[] = skews.map(() => undefined)
  const shared = memoryReplicas(() => t)

  /** The facts of a statement are in the log at once: see the assumptions in the explanation. */
  function write(process: Process, at: number, why: string): boolean {
    try {
      process.gate.pass()
    } catch {
      return false
    }
    facts += 1
    if (at < published) broken.push(`${why} at ${at - START} after ${published - START} was given out`)
    return true
  }

  const start = (who: number) => createProcess({ shared, skew: skews[who] ?? 0, elapsed: () => t, fault })
  const act = actions({
    ...{ processes, deadlines, start, write },
    pass: (ms) => {
      t += ms
    },
    publish(reach) {
      published = Math.max(published, Date.parse(reach.instant()))
    },
  })
  return {
    broken,
    published: () => published,
    facts: () => facts,
    happen: async ({ what, who, n }) => act[what](who % processes.length, n),
  }
}

interface Acting {
  processes: (Process | undefined)[]
  deadlines: Deadline[]
  start(who: number): Process
  write(process: Process, at: number, why: string): boolean
  pass(ms: number): void
  publish(reach: Reach): void
}

function actions({ processes, deadlines, start, write, pass, publish }: Acting) {
  const awake = (who: number) => (processes[who]?.frozen ? undefined : processes[who])

  return {
    async pass(_: number, n: number) {
      pass(n * 25)
    },
    async start(who: number) {
      processes[who] ??= start(who)
      await this.live(who)
    },
    async die(who: number) {
      processes[who] = undefined
    },
    async freeze(who: number) {
      const process = processes[who]
      if (process) process.frozen = true
    },
    async thaw(who: number) {
      const process = processes[who]
      if (process) process.frozen = false
    },
    async leave(who: number) {
      await awake(who)?.membership.leave()
      if (!processes[who]?.frozen) processes[who] = undefined
    },
    async beat(who: number) {
      const process = awake(who)
      if (process && process.beats.length < 2) void process.membership.beat().catch(() => {})
    },
    async arrive(who: number, n: number) {
      const { beats = [] } = processes[who] ?? {}
      await beats[n % Math.max(beats.length, 1)]?.arrive?.()
    },
    /** The client gives up on one; it may still arrive. */
    async lose(who: number, n: number) {
      const process = awake(who)
      const beat = process?.beats[n % Math.max(process.beats.length, 1)]
      beat?.lose()
    },
    async answer(who: number, n: number) {
      const process = awake(who)
      const beat = process?.beats[n % Math.max(process.beats.length, 1)]
      if (!process || !beat?.answer) return
      beat.answer()
      process.beats.splice(process.beats.indexOf(beat), 1)
      await settled()
    },
    /** All of a heartbeat, with nothing in between. */
    async live(who: number) {
      const process = awake(who)
      if (!process) return
      const done = process.membership.beat().catch(() => {})
      const beat = process.beats.at(-1)
      await beat?.arrive?.()
      beat?.answer?.()
      process.beats.pop()
      await done
    },
    async request(who: number) {
      const process = awake(who)
      if (!process) return
      try {
        process.gate.pass()
      } catch {
        return
      }
      process.requests.push({ leave: process.reach.enter(), at: process.now() })
    },
    async respond(who: number, n: number) {
      const process = awake(who)
      const request = process?.requests.shift()
      if (!process || !request) return
      if (write(process, request.at, 'a request')) deadlines.push({ due: request.at + n * 10, fired: false })
      request.leave()
    },
    async look(who: number) {
      const process = awake(who)
      if (!process || process.looking || !process.membership.turn(JOB)) return
      const found = process.reach.look(JOB)
      process.looking = { due: deadlines.filter(({ due, fired }) => !fired && due <= process.now()), found }
    },
    async fire(who: number) {
      const process = awake(who)
      if (!process?.looking) return
      const { due, found } = process.looking
      delete process.looking
      if (due.length === 0) return found()
      for (const deadline of due) {
        // The id of its fact derives from it: once there, it is a repeat.
        if (!deadline.fired && write(process, deadline.due, 'a deadline')) deadline.fired = true
      }
    },
    /** All that there is to do, with nothing in between. */
    async work(who: number) {
      for (let steps = 0; steps < 3; steps++) {
        await this.look(who)
        await this.fire(who)
      }
    },
    async publish(who: number) {
      const process = awake(who)
      if (process) publish(process.reach)
    },
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

interface Creating {
  shared: Replicas
  skew: number
  elapsed(): number
  fault?: Fault | undefined
}

function createProcess({ shared, skew, elapsed, fault }: Creating): Process {
  const now = () => START + skew + elapsed()
  const gate = createGate()
  const beats: Process['beats'] = []
  const reach = createReach({
    clock: { now: () => iso(now()) },
    inputs: [],
    jobs: fault === 'jobs are not waited for' ? [] : [JOB],
    shared: fault !== 'own clock instead of the floor',
  })
  const replicas = fault === 'everybody is let in' ? careless(shared) : shared
  const membership = createMembership({ work: [JOB], reach, elapsed, replicas: delayed(replicas, beats) })
  if (fault !== 'open gate') gate.openWhile(membership.standing, membership.failure)
  return { membership, reach, gate, now, frozen: false, requests: [], beats }
}

/** Believes that it is one of them, whatever it is told. */
function careless(replicas: Replicas): Replicas {
  return { ...replicas, beat: async (beat) => ({ ...(await replicas.beat(beat)), standing: true }) }
}

/** Each heartbeat waits to be carried there and back. */
function delayed(replicas: Replicas, beats: Process['beats']): Replicas {
  return {
    ...replicas,
    beat(beat) {
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Replicas['beat']>>>()
      const one: Process['beats'][number] = {
        over: promise.then(() => {}),
        lose: () => reject(new Error('no answer in time')),
        async arrive() {
          delete one.arrive
          const answer = await replicas.beat(beat)
          one.answer = () => resolve(answer)
        },
      }
      one.over.catch(() => {})
      beats.push(one)
      return promise
    },
  }
}
