import type { BusinessClock } from './clock.ts'

/**
 * How far in business time a service has got: before `instant` it will write no more facts. A deadline of another
 * service that waits for its facts waits for this, so an hour of downtime writes no false breach.
 *
 * It is the earliest of: the clock, every request in flight, what each publisher upstream had reached when the
 * service had handled all of it, and where each job stood when it last found nothing to do.
 *
 * Shared with other processes of the service, clock and requests are not enough: theirs count too. Then their place is
 * taken by the floor, which all of them agreed on (see `replicas/`), and a job is as far as any of them says. What
 * was handled of a publisher is known without asking: the place is one for all of them.
 */
export interface Reach {
  instant(): string
  /** A request begins that may write facts of the present instant. @returns to be called when it has ended */
  enter(): () => void
  /** What an input delivers of before `instant` has all been handled; inputs that aren't waited for don't count. */
  heard(input: string, instant: string): void
  /** A job looks for work. @returns to be called when it found none */
  look(job: string): () => void
  /** No request to this process writes a fact before it. */
  promised(): string
  /** How far each job has looked. */
  looked(): ReadonlyMap<string, string>
  /** What the replicas know together. */
  told(all: { floor: string; looked: ReadonlyMap<string, string> }): void
}

const NEVER = '1970-01-01T00:00:00.000Z'

export interface ReachOptions {
  clock: BusinessClock
  /** Names of the subscriptions to publishers upstream, whose facts it waits for. */
  inputs: readonly string[]
  jobs: readonly string[]
  /** Other processes may write facts of this service: nothing is reached before they are heard of. */
  shared?: boolean
  /** Called when something it depends on has risen, and so perhaps `instant`. */
  onRise?: () => void
}

export function createReach({ clock, inputs, jobs, shared, onRise = () => {} }: ReachOptions): Reach {
  const heard = new Map(inputs.map((input) => [input, NEVER]))
  const looked = new Map(jobs.map((job) => [job, NEVER]))
  const inFlight = new Set<{ since: string }>()
  let floor = NEVER

  const promised = () => earliest([clock.now(), ...[...inFlight].map(({ since }) => since)])
  const given = () => earliest([shared ? floor : promised(), ...heard.values()])
  function raise(marks: Map<string, string>, key: string, instant: string): void {
    const before = marks.get(key)
    if (before === undefined || instant <= before) return
    marks.set(key, instant)
    onRise()
  }

  return {
    instant: () => earliest([given(), ...looked.values()]),
    enter() {
      const request = { since: clock.now() }
      inFlight.add(request)
      return () => {
        if (inFlight.delete(request)) onRise()
      }
    },
    heard: (input, instant) => raise(heard, input, instant),
    look(job) {
      const from = given()
      return () => raise(looked, job, from)
    },
    promised,
    looked: () => looked,
    told(all) {
      for (const [job, instant] of all.looked) raise(looked, job, instant)
      if (all.floor <= floor) return
      floor = all.floor
      onRise()
    },
  }
}

// ISO instants of one shape compare as text.
function earliest(instants: readonly string[]): string {
  return instants.toSorted()[0] ?? NEVER
}
